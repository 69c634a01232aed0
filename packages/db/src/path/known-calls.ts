/** Which of these calls, and recordings, we know already. */
import type { Db } from '../pool.ts'

const calls = `select call_sid as sid from calls where call_sid = any($1) and kind is not null and status_rank >= $2`

/** Those that were taken, and of which we know at least so much of their state. */
export async function knownCalls(db: Db, sids: readonly string[], statusRank: number): Promise<Set<string>> {
  const { rows } = await db.query<{ sid: string }>({ name: 'known-calls', text: calls, values: [sids, statusRank] })
  return new Set(rows.map(({ sid }) => sid))
}

const recordings = `select call_sid as sid from calls where call_sid = any($1) and recording_sid is not null`

/** Those whose message we know of. */
export async function knownRecordings(db: Db, callSids: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ sid: string }>({ name: 'known-recordings', text: recordings, values: [callSids] })
  return new Set(rows.map(({ sid }) => sid))
}
