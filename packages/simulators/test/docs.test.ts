import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { aiFailures } from '../src/openai/failures.ts'
import { failures, repeatWord } from '../src/twilio/failures.ts'

const page = readFileSync(new URL('../../../docs/simulators.md', import.meta.url), 'utf8')

test('docs/simulators.md lists every sentinel input, and none that does not exist', () => {
  const twilio = failures.map(({ number, slug, label }) => `| \`${number}\` | \`#tw-${slug}\` | ${label} |`)
  const openAi = Object.entries(aiFailures).map(([word, label]) => `| \`#ai-${word}\` | ${label} |`)
  for (const row of [...twilio, ...openAi]) expect(page).toContain(row)
  expect(page).toContain(repeatWord)
  const rows = page.split('\n').filter((line) => /^\| `(#|\+44)/.test(line))
  expect(rows).toHaveLength(twilio.length + openAi.length)
})
