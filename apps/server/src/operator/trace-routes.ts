/** One text from its arrival to its delivery. */
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { getMessageTrace } from '@jobrun/contracts/trace'
import { type FoundMessage, findMessage } from '@jobrun/db/operator/trace'
import type { PrismaClient } from '@jobrun/db/prisma'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { refuse } from '../http/problem.ts'
import { summaryOf } from './trace-summary.ts'

type Trace = OutputOf<typeof getMessageTrace>
type OutboxRow = FoundMessage['outbox'][number]

export function traceRoutes(deps: { prisma: PrismaClient }): ContractRoute[] {
  return [
    on(getMessageTrace, async ({ params: { messageSid } }) => {
      const found = await findMessage(deps.prisma, messageSid)
      if (found) return showTrace(messageSid, found)
      return refuse(
        404,
        `No text with the sid ${messageSid} came in or went out here. Take MessageSid from Twilio's console, or a text's link.`,
      )
    }),
  ]
}

function showTrace(messageSid: string, found: FoundMessage): Trace {
  const { direction, client, conversation, turn, texts } = found
  const first = texts[0]
  return {
    messageSid,
    direction,
    summary: summaryOf(found),
    client,
    conversation,
    message: found.message && showText(found.message),
    turn: turn && {
      ...turn,
      trace: turn.trace as Json,
      texts: texts.map(showText),
      answeredAt: turn.createdAt,
      answeredAfterMs: first ? turn.createdAt.getTime() - first.receivedAt.getTime() : 0,
    },
    outbox: found.outbox.map(showOutgoing),
  }
}

type Json = NonNullable<Trace['turn']>['trace']

function showText(text: FoundMessage['texts'][number]) {
  return { ...text, media: text.media as Json }
}

function showOutgoing({ fromNumber, toNumber, ...row }: OutboxRow): Trace['outbox'][number] {
  return { ...row, from: fromNumber, to: toNumber, gate: gateOf(row) }
}

const closedBecause: readonly (string | null)[] = [
  'opted-out',
  'unreachable',
  'outbound-paused',
  'notifications-paused',
]

/** Only the gate gives these reasons; any other state was reached through an open gate. */
function gateOf({ state, reason }: Pick<OutboxRow, 'state' | 'reason'>) {
  const closed = (state === 'HELD' || state === 'SUPPRESSED') && closedBecause.includes(reason)
  return { open: !closed, because: closed ? reason : null }
}
