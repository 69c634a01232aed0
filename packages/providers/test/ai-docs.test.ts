import { readFileSync } from 'node:fs'
import { aiFailures } from '@jobrun/simulators/openai/failures'
import { expect, test } from 'vitest'
import { badAnswers, badWords } from './bad-answers.ts'

const page = readFileSync(new URL('../../../docs/ai.md', import.meta.url), 'utf8')

test('docs/ai.md says of every bad answer what becomes of it, and lists none that there is not', () => {
  const rows = badWords.map((word) => {
    const { why, calls, service, paid } = badAnswers[word]
    return `| \`#ai-${word}\` | ${aiFailures[word]} | \`${why}\` | ${calls} | ${service} | ${paid ? 'yes' : 'no'} |`
  })
  const written = page.split('\n').filter((line) => line.startsWith('| `#ai-'))
  expect(written.sort()).toEqual(rows.sort())
})
