/**
 * Reads Twilio's own lists of calls and recordings since the last time, and a little before: what we were never told of,
 * say because the database was away, comes in by the same way as any other call.
 */
import { moveMark, readMarkOf } from '@jobrun/db/path/catch-up'
import { knownCalls, knownRecordings } from '@jobrun/db/path/known-calls'
import type { Pool } from '@jobrun/db/pool'
import type { BookedCall, CallBook } from '@jobrun/domain/calls/call-book'
import { rankOf } from '@jobrun/domain/calls/call-status'
import type { TakeCall } from '../calls/take-call.ts'
import type { Events } from '../events.ts'

export interface CatchUpCallsDeps {
  pool: Pool
  book: CallBook
  takeCall: Pick<TakeCall, 'told' | 'recorded'>
  now: () => Date
  events: Pick<Events, 'callsCaughtUp'>
}

const MARK = 'twilio-calls'
const OVERLAP_MS = 15 * 60_000
/** On the first start there is nothing to catch up with but the last hour. */
const FIRST_MS = 60 * 60_000

export async function catchUpCalls(deps: CatchUpCallsDeps): Promise<void> {
  const now = deps.now()
  const mark = await readMarkOf(deps.pool, MARK)
  const since = new Date(mark ? mark.getTime() - OVERLAP_MS : now.getTime() - FIRST_MS)
  let missed = 0
  for await (const calls of deps.book.callsSince(since)) missed += await takeMissed(deps, calls)
  await takeRecordings(deps, since)
  await moveMark(deps.pool, MARK, now)
  if (missed > 0) deps.events.callsCaughtUp({ missed })
}

/** Oldest first, as they rang. One that still goes on will be told of by itself. */
async function takeMissed({ pool, takeCall }: CatchUpCallsDeps, calls: readonly BookedCall[]): Promise<number> {
  const over = calls.filter(({ status }) => rankOf(status) >= rankOf('completed'))
  const known = await knownCalls(
    pool,
    over.map(({ callSid }) => callSid),
    rankOf('completed'),
  )
  const missed = over.filter(({ callSid }) => !known.has(callSid)).toReversed()
  for (const { startedAt, ...call } of missed) await takeCall.told({ ...call, recording: null }, startedAt)
  return missed.length
}

async function takeRecordings({ pool, book, takeCall }: CatchUpCallsDeps, since: Date): Promise<void> {
  for await (const recordings of book.recordingsSince(since)) {
    const known = await knownRecordings(
      pool,
      recordings.map(({ callSid }) => callSid),
    )
    for (const { callSid, ...recording } of recordings)
      if (!known.has(callSid)) await takeCall.recorded(callSid, recording)
  }
}
