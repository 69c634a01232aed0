/**
 * What the page knows of all texts, and how news is merged into it: each text once by its sid, a status never
 * backwards, a text being sent replaced by the one that arrived. Decides nothing about looks; fetches nothing.
 */
import { advances, type DeliveryStatus, deliveryStatuses } from '@jobrun/domain/outbox/delivery-status'
import type { HandsetMessage, NewText, Taken } from '../wire/handset-texts.ts'

/** Written on a handset and not yet seen at the carrier. */
export interface Unsent extends NewText {
  key: string
  /** Set when the carrier took it. */
  sid: string | null
  /** A sentence when it was not taken. */
  failed: string | null
}

export interface Thread {
  /** In the order of arrival here. */
  texts: ReadonlyMap<string, HandsetMessage>
  unsent: readonly Unsent[]
  /** What JobRun's webhook answered, by the text's sid. */
  webhooks: ReadonlyMap<string, number | null>
  /** The newest text that arrived while we watched, for reading out. */
  latest: HandsetMessage | null
  /** Its sid for each number, as two phones may get one at the same moment. */
  latestOf: ReadonlyMap<string, string>
}

export type News =
  | { kind: 'history'; texts: readonly HandsetMessage[] }
  | { kind: 'live'; text: HandsetMessage }
  | { kind: 'written'; unsent: Unsent }
  | { kind: 'taken'; key: string; taken: Taken }
  | { kind: 'refused'; key: string; sentence: string }
  | { kind: 'withdrawn'; key: string }

export const emptyThread: Thread = {
  texts: new Map(),
  unsent: [],
  webhooks: new Map(),
  latest: null,
  latestOf: new Map(),
}

export function withNews(thread: Thread, news: News): Thread {
  switch (news.kind) {
    case 'history':
      return news.texts.reduce(withText, thread)
    case 'live': {
      const isNew = !thread.texts.has(news.text.sid)
      const merged = withText(thread, news.text)
      if (!isNew) return merged
      const latestOf = new Map(thread.latestOf).set(news.text.to, news.text.sid)
      return { ...merged, latest: news.text, latestOf }
    }
    case 'written':
      return { ...thread, unsent: [...thread.unsent, news.unsent] }
    case 'taken':
      return withTaken(thread, news.key, news.taken)
    case 'refused':
      return changeUnsent(thread, news.key, { failed: news.sentence })
    case 'withdrawn':
      return { ...thread, unsent: thread.unsent.filter(({ key }) => key !== news.key) }
  }
}

function withText(thread: Thread, text: HandsetMessage): Thread {
  const known = thread.texts.get(text.sid)
  const kept = known ? newer(known, text) : text
  if (kept === known) return thread
  const texts = new Map(thread.texts).set(text.sid, kept)
  return { ...thread, texts, unsent: known ? thread.unsent : withoutArrived(thread.unsent, text) }
}

/** Histories and events overtake one another. */
function newer(known: HandsetMessage, next: HandsetMessage): HandsetMessage {
  if (isDelivery(known.status) && isDelivery(next.status)) {
    if (advances(known.status, next.status)) return next
    if (advances(next.status, known.status)) return known
  }
  return next.dateUpdated > known.dateUpdated ? next : known
}

function isDelivery(status: string): status is DeliveryStatus {
  return (deliveryStatuses as readonly string[]).includes(status)
}

/** The event may come before the answer to our POST: then the oldest unsent text with the same words is the one. */
function withoutArrived(unsent: readonly Unsent[], text: HandsetMessage): readonly Unsent[] {
  const arrived =
    unsent.find(({ sid }) => sid === text.sid) ??
    unsent.find(
      (one) =>
        one.sid === null && !one.failed && one.from === text.from && one.to === text.to && one.body === text.body,
    )
  return arrived ? unsent.filter((one) => one !== arrived) : unsent
}

function withTaken(thread: Thread, key: string, { messageSid, webhookStatus }: Taken): Thread {
  const webhooks = new Map(thread.webhooks).set(messageSid, webhookStatus)
  if (!thread.texts.has(messageSid)) return { ...changeUnsent(thread, key, { sid: messageSid }), webhooks }
  return { ...thread, webhooks, unsent: thread.unsent.filter((one) => one.key !== key) }
}

function changeUnsent(thread: Thread, key: string, change: Partial<Unsent>): Thread {
  return { ...thread, unsent: thread.unsent.map((one) => (one.key === key ? { ...one, ...change } : one)) }
}
