/** The messages that tell owner or founder of a text that came to nothing. */
import { randomUUID } from 'node:crypto'
import type { NewMessage } from '@jobrun/db/path/queue-message'
import type { Delivered } from '@jobrun/db/path/record-delivery'
import { leavesAt, type Place } from '@jobrun/domain/outbox/quiet-hours'
import { measure } from '@jobrun/domain/outbox/segments'

export interface OurEnds {
  systemNumber: string
  founderPhone: string
}

export function alertMessage(ends: OurEnds, { key, body }: { key: string; body: string }): NewMessage {
  return {
    id: randomUUID(),
    dedupeKey: key,
    clientId: null,
    conversationId: null,
    purpose: 'alert',
    from: ends.systemNumber,
    to: ends.founderPhone,
    body,
    ...measure(body),
    notBefore: null,
  }
}

/** That a customer has to be rung can wait for the day, however the text failed. */
export function noticeMessage(
  ends: OurEnds,
  notice: { about: string; clientId: string; body: string; owner: { phone: string; place: Place }; now: Date },
): NewMessage {
  const { about, clientId, body, owner, now } = notice
  return {
    id: randomUUID(),
    dedupeKey: `undelivered:${about}`,
    clientId,
    conversationId: null,
    purpose: 'owner-notice',
    from: ends.systemNumber,
    to: owner.phone,
    body,
    ...measure(body),
    notBefore: leavesAt('owner-notice', now, owner.place),
  }
}

/** A text that reached the carrier and not the phone is tried again as a message of its own: `key`, `key~2`, `key~3`. */
export function triesOf(dedupeKey: string): { base: string; tries: number } {
  const [, base, number] = /^(.*)~(\d+)$/.exec(dedupeKey) ?? []
  return base && number ? { base, tries: Number(number) } : { base: dedupeKey, tries: 1 }
}

export function anotherTry(message: Delivered, dedupeKey: string, notBefore: Date): NewMessage {
  const { clientId, conversationId, purpose, from, to, body, traceContext } = message
  const same = { clientId, conversationId, purpose, from, to, body, traceContext }
  return { id: randomUUID(), dedupeKey, ...same, ...measure(body), notBefore }
}
