// A text that leaves without the REST API: Twilio's own answer to a keyword, or a reply out of TwiML.
import { newSid } from './accept-message.ts'
import type { Deliveries } from './deliver-message.ts'
import type { Ledger } from './ledger.ts'
import { segment } from './segments.ts'

export interface Reply {
  from: string
  to: string
  body: string
  /** Twilio's own; the account did not write it. */
  automatic: boolean
}

/** A TwiML reply to somebody who opted out is not sent: it is recorded as failed with 21610. */
export function sendReply(deps: { ledger: Ledger; deliveries: Deliveries; now: () => Date }, reply: Reply): void {
  const at = deps.now().getTime()
  const barred = !reply.automatic && deps.ledger.isOptedOut(reply.to, reply.from)
  const message = {
    sid: newSid('SM'),
    direction: 'outbound-reply' as const,
    ...reply,
    media: [],
    status: barred ? ('failed' as const) : ('queued' as const),
    errorCode: barred ? 21610 : null,
    ...segment(reply.body),
    price: null,
    statusCallback: null,
    messagingServiceSid: null,
    validityPeriod: 36_000,
    createdAt: at,
    updatedAt: at,
    sentAt: null,
  }
  deps.ledger.addMessage(message)
  if (!barred) deps.deliveries.start(message)
}
