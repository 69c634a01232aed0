/**
 * Reads Twilio's own list of our texts since the last time, and a little before: a text that never reached us comes in
 * by the same way as any other, a delivery whose callback went astray is recorded, and prices, which come late, are kept.
 */
import { knownTexts, moveMark, readMarkOf, recordPrices, withoutFinalWord } from '@jobrun/db/path/catch-up'
import type { Pool } from '@jobrun/db/pool'
import type { BookedText, Carrier } from '@jobrun/domain/outbox/carrier'
import { isFinal } from '@jobrun/domain/outbox/delivery-status'
import type { Events } from '../events.ts'
import type { IngestArrival } from '../inbound/ingest.ts'
import type { RecordWord } from '../outbox/record-word.ts'

export interface CatchUpDeps {
  pool: Pool
  carrier: Pick<Carrier, 'bookSince'>
  ingest: IngestArrival
  /** What Twilio says of a message of ours, taken as its callback would be. */
  recordWord: RecordWord
  now: () => Date
  events: Pick<Events, 'caughtUp'>
}

const MARK = 'twilio-book'
/** Twilio's list lags, and prices come late. */
const OVERLAP_MS = 15 * 60_000
/** On the first start there is nothing to catch up with but the last hour. */
const FIRST_MS = 60 * 60_000

export async function catchUp(deps: CatchUpDeps): Promise<void> {
  const now = deps.now()
  const mark = await readMarkOf(deps.pool, MARK)
  const since = new Date(mark ? mark.getTime() - OVERLAP_MS : now.getTime() - FIRST_MS)
  const missed: BookedText[] = []
  for await (const texts of deps.carrier.bookSince(since)) {
    missed.push(...(await missedAmong(deps.pool, texts)))
    await recordOurs(
      deps,
      texts.filter((text) => !text.inbound),
    )
  }
  // The book begins with the newest, on each page and page by page; a conversation keeps its order.
  for (const { sid, from, to, body, media } of missed.toReversed()) {
    await deps.ingest({ messageSid: sid, from, to, body, media, optOutType: null })
  }
  await moveMark(deps.pool, MARK, now)
  if (missed.length > 0) deps.events.caughtUp({ missed: missed.length })
}

async function missedAmong(pool: Pool, texts: readonly BookedText[]): Promise<BookedText[]> {
  const inbound = texts.filter((text) => text.inbound)
  const known = await knownTexts(
    pool,
    inbound.map((text) => text.sid),
  )
  return inbound.filter((text) => !known.has(text.sid))
}

async function recordOurs(deps: CatchUpDeps, texts: readonly BookedText[]): Promise<void> {
  const prices = texts.flatMap(({ sid, priceMicro, priceCurrency }) =>
    priceMicro === null ? [] : [{ sid, priceMicro, priceCurrency }],
  )
  await recordPrices(deps.pool, prices)
  const final = new Map(texts.filter(({ status }) => isFinal(status)).map((text) => [text.sid, text]))
  for (const { id, sid } of await withoutFinalWord(deps.pool, [...final.keys()])) {
    const text = final.get(sid)
    if (text) await deps.recordWord({ outboxId: id, sid, status: text.status, errorCode: text.errorCode })
  }
}
