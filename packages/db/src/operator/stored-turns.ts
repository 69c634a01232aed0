/** Kept turns, to be decided again: read in order and in batches, in one read-only snapshot. */
import type { Db, Pool } from '../pool.ts'

export interface StoredTurnRow {
  id: string
  trace: unknown
  /** What the AI said when it was asked afterwards. */
  shadow: unknown
  createdAt: Date
}

const BATCH = 200

const statement = `
select t.id, t.trace, s.answers as shadow, t.created_at as "createdAt"
from turns t left join turn_shadows s on s.turn_id = t.id and s.brain = 'ai' and s.state = 'DONE'
where (t.created_at, t.id) > ($1::timestamptz, $2::uuid) and t.created_at < $3::timestamptz and t.client_id is not null
 and ($4::uuid is null or t.client_id = $4)
order by t.created_at, t.id limit ${BATCH}`

export interface TurnsOf {
  since: Date
  until: Date
  clientId: string | null
}

/** Nothing can be written through the snapshot, whatever `work` does. */
export async function inSnapshot<T>(pool: Pool, work: (db: Db) => Promise<T>): Promise<T> {
  const connection = await pool.connect()
  try {
    await connection.query('begin isolation level repeatable read read only')
    return await work(connection)
  } finally {
    await connection.query('rollback').catch(() => {})
    connection.release()
  }
}

/** Oldest first. */
export async function* storedTurns(db: Db, { since, until, clientId }: TurnsOf): AsyncGenerator<StoredTurnRow> {
  // Just before the first moment asked for, so that the first turn of it is taken.
  let after = { at: new Date(since.getTime() - 1), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
  for (;;) {
    const { rows } = await db.query<StoredTurnRow>({ text: statement, values: [after.at, after.id, until, clientId] })
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return
    after = { at: last.createdAt, id: last.id }
  }
}
