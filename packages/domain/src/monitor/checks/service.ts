/** How the whole does: texts that wait, texts that do not arrive, answers that fall back, numbers and money that run out. */
import { budgetState, dollars } from '../../pipeline/budget.ts'
import type { Finding } from '../alert-types.ts'
import { type Check, check } from '../check.ts'
import type { Lateness, Pool, Spender } from '../facts.ts'

const LATE_SECONDS = 300

const lateness = check({
  name: 'waiting texts',
  from: 'lateness',
  types: ['OUTBOX_LATE'],
  look: (late) => [
    ...lateFor(late.oldestText, 'unanswered', 'a text has waited %m min for its answer.'),
    ...lateFor(late.oldestDue, 'due', 'a message that was due has not left for %m min.'),
    ...lateFor(late.oldestSending, 'unsettled', 'a message has been on its way for %m min, and Twilio does not say.'),
    ...blocked(late),
  ],
})

function lateFor(seconds: number | null, subject: string, words: string): Finding[] {
  if (seconds === null || seconds <= LATE_SECONDS) return []
  const minutes = String(Math.floor(seconds / 60))
  return [late(subject, `${words.replace('%m', minutes)} Does a process work? See GET /api/health and the log.`)]
}

function blocked({ blockedConversations: count }: Lateness): Finding[] {
  return count > 0 ? [late('blocked', `${count} conversations are blocked in the queue: restart the service.`)] : []
}

function late(subject: string, words: string): Finding {
  return { type: 'OUTBOX_LATE', subject, clientId: null, name: subject, words }
}

/** Fewer say nothing: one mishap at night is no trend. */
const LEAST_SETTLED = 20
const LEAST_FELL_BACK = 3
const MOST_BLOCKED = 50

const traffic = check({
  name: 'traffic',
  from: 'traffic',
  types: ['DELIVERY_RATE', 'FALLBACK_RATE', 'ONBOARDING_BLOCKS'],
  look: ({ turns, fellBack, blocked: held, settled, notDelivered }) => [
    ...(settled >= LEAST_SETTLED && notDelivered * 20 > settled
      ? [
          ofAll(
            'DELIVERY_RATE',
            `${notDelivered} of the last day's ${settled} texts did not arrive. See /api/admin/deliveries.`,
          ),
        ]
      : []),
    ...(fellBack >= LEAST_FELL_BACK && fellBack * 10 > turns
      ? [
          ofAll(
            'FALLBACK_RATE',
            `in the last hour the rules answered for the AI in ${fellBack} of ${turns} turns. See the log for why.`,
          ),
        ]
      : []),
    ...(held > MOST_BLOCKED
      ? [
          ofAll(
            'ONBOARDING_BLOCKS',
            `${held} turns in a day came to clients that are not live, who cannot be answered. Who is it?`,
          ),
        ]
      : []),
  ],
})

function ofAll(type: Finding['type'], words: string): Finding {
  return { type, subject: 'fleet', clientId: null, name: 'all clients', words }
}

const LOW_BELOW = 3

const pools = check({
  name: 'the pool of numbers',
  from: 'pools',
  types: ['POOL_EMPTY', 'POOL_LOW'],
  look: (all) => all.flatMap(poolFinding),
})

export function poolFinding({ region, available, waiting }: Pool): Finding[] {
  if (available >= LOW_BELOW) return []
  const about = { subject: region, clientId: null, name: region }
  const who = waiting > 0 ? `${waiting} paid and wait. ` : ''
  if (available > 0) return [{ ...about, type: 'POOL_LOW', words: `${left(available)} for ${region}. ${who}Buy more.` }]
  return [
    {
      ...about,
      type: 'POOL_EMPTY',
      words: `no number is left for ${region}. ${who}Add some by POST /api/admin/numbers.`,
    },
  ]
}

const budgets = check({
  name: 'AI budgets',
  from: 'spenders',
  types: ['BUDGET'],
  look: (all) => all.flatMap(budgetFinding),
})

/** Near and reached are two matters: each is worth one text. */
function budgetFinding(spender: Spender): Finding[] {
  const state = budgetState(spender)
  if (state === 'within' || spender.spentMicroUsd === 0) return []
  const { clientId, businessName, spentMicroUsd, budgetMicroUsd } = spender
  const name = clientId ? businessName : 'all clients together'
  const spent = `the AI has cost ${dollars(spentMicroUsd)} of ${dollars(budgetMicroUsd ?? 0)} today (UTC) for ${name}`
  const then = state === 'near' ? 'When it is used up the rules answer.' : 'The rules answer until midnight UTC.'
  return [{ type: 'BUDGET', subject: `${clientId ?? 'fleet'} ${state}`, clientId, name, words: `${spent}. ${then}` }]
}

export const serviceChecks: readonly Check[] = [lateness, traffic, pools, budgets]

function left(numbers: number): string {
  return numbers === 1 ? '1 number is left' : `${numbers} numbers are left`
}
