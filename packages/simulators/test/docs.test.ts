import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { aiFailures } from '../src/openai/failures.ts'
import { cards } from '../src/stripe/cards.ts'
import { failures, repeatWord } from '../src/twilio/failures.ts'
import { lookupAnswers } from '../src/twilio/line-type.ts'
import { difficultHandsets } from '../src/twilio/voice/handsets.ts'
import { unreadableWord } from '../src/twilio/voice/run-call.ts'

const page = readFileSync(new URL('../../../docs/simulators.md', import.meta.url), 'utf8')

test('docs/simulators.md lists every sentinel input, and none that does not exist', () => {
  const rows = [
    ...failures.map(({ number, slug, label }) => `| \`${number}\` | \`#tw-${slug}\` | ${label} |`),
    ...difficultHandsets.map(({ number, label }) => `| \`${number}\` | ${label} |`),
    ...lookupAnswers.map(({ number, label }) => `| \`${number}\` | ${label} |`),
    ...Object.entries(aiFailures).map(([word, label]) => `| \`#ai-${word}\` | ${label} |`),
    ...cards.map(({ number, slug, label }) => `| \`${number}\` | \`${slug}\` | ${label} |`),
  ]
  for (const row of rows) expect(page).toContain(row)
  for (const word of [repeatWord, unreadableWord]) expect(page).toContain(word)
  const written = page.split('\n').filter((line) => /^\| `(#|\+44|\d)/.test(line))
  expect(written).toHaveLength(rows.length)
})
