/** Whether the AI answers, as every process has seen it. */
import { failedInARow, IN_A_ROW, totals } from '../ai-spells.ts'
import type { Finding } from '../alert-types.ts'
import { type Check, check } from '../check.ts'
import { inHours } from '../stuck.ts'

const ai = check({
  name: 'the AI',
  from: 'ai',
  types: ['OPENAI_FAILURE'],
  look: ({ spells, offSince }, now): Finding[] => {
    const row = failedInARow(spells, now)
    const why = totals(spells, now).why ?? 'unknown'
    const off = offSince && inHours(Math.floor((now.getTime() - offSince.getTime()) / 60_000))
    return [
      ...(off
        ? [
            finding(
              'off',
              `over half of the AI's answers failed (${why}), so it is off for everybody for ${off}. The rules answer; it comes back by itself.`,
            ),
          ]
        : []),
      ...(row >= IN_A_ROW || off
        ? [
            finding(
              'in a row',
              `${Math.max(row, IN_A_ROW)} questions to the AI failed in a row (${why}); the rules answer. Check key, quota and OpenAI's status.`,
            ),
          ]
        : []),
    ]
  },
})

function finding(subject: string, words: string): Finding {
  return {
    type: 'OPENAI_FAILURE',
    subject,
    clientId: null,
    name: subject === 'off' ? 'AI off' : 'failures in a row',
    words,
  }
}

export const aiChecks: readonly Check[] = [ai]
