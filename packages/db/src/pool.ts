/** One pool of PostgreSQL connections for everything: the hot path, the queue and Prisma. */
import type { Duplex } from 'node:stream'
import pg from 'pg'

export type Pool = pg.Pool
export type Tx = pg.PoolClient

/** What can run a statement: the pool itself, or the connection of a transaction. */
export interface Db {
  query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>>
}

export interface PoolOptions {
  url: string
  max: number
  /** Told when an idle connection is lost; the pool opens another by itself. */
  onError: (error: Error) => void
  /** How long an answer is waited for before its connection is given up. */
  patienceMs?: number
  /**
   * False behind a pooler that gives each transaction another connection: statements have no names there, and the
   * server's own time limits, which belong to a session, have to be set on the role.
   */
  prepared?: boolean
}

/** Longer than the server itself lets a statement run. */
const PATIENCE_MS = 20_000

const sessionLimits = { statement_timeout: 15_000, idle_in_transaction_session_timeout: 15_000 }

export function createPool({ url, max, onError, patienceMs = PATIENCE_MS, prepared = true }: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    ...(prepared ? sessionLimits : {}),
    // A server that is gone without a word ends no statement; the connection is given up, not waited on for ever.
    query_timeout: patienceMs,
    application_name: 'jobrun',
    keepAlive: true,
    // A statement need not wait for the answer to the one before it; a transaction's first goes with its begin.
    pipeline: true,
  })
  // Connections that close while the pool ends say so; nobody needs to hear it.
  pool.on('error', (error) => {
    if (!pool.ending) onError(error)
  })
  // One that is lost between two statements of a transaction has nobody else to hear it, which would end the process;
  // the next statement fails and tells its caller.
  pool.on('connect', (client) => {
    client.on('error', () => {})
    writeTogether(client)
    if (!prepared) forgetNames(client)
  })
  return pool
}

/** A statement without a name is read, planned and run in one request, on whichever connection that comes to. */
function forgetNames(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  client.query = ((first: unknown, ...more: unknown[]) => query(nameless(first), ...more)) as typeof client.query
}

function nameless(statement: unknown): unknown {
  if (typeof statement !== 'object' || statement === null || !('name' in statement)) return statement
  const { name: _, ...rest } = statement
  return rest
}

/** What is asked in one round of the event loop leaves in one packet: a system call a statement was a third of our CPU. */
function writeTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean
  let together = false
  stream.write = (...args: unknown[]) => {
    if (!together) {
      together = true
      stream.cork()
      process.nextTick(() => {
        together = false
        stream.uncork()
      })
    }
    return write(...args)
  }
}

/**
 * Runs `work` in one transaction. `work` may give `rollback` to undo it and still return a value. What it asks of
 * `withCommit` is answered with nothing at once, and saves a round trip: it leaves together with the commit, which fails
 * if it does.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (tx: Tx, rollback: () => void, withCommit: Db) => Promise<T>,
): Promise<T> {
  const tx = await pool.connect()
  let undo = false
  const unanswered: Promise<unknown>[] = []
  const withCommit: Db = {
    query: async (statement) => {
      const answer = tx.query(statement)
      // Where `work` fails too, nobody else would hear it.
      answer.catch(() => {})
      unanswered.push(answer)
      return { command: '', rowCount: null, oid: 0, fields: [], rows: [] }
    },
  }
  let broken: Error | undefined
  try {
    // Not waited for: where it fails, so does the statement behind it.
    tx.query('begin').catch(() => {})
    const rollback = () => {
      undo = true
    }
    const value = await work(tx, rollback, withCommit)
    await Promise.all([...unanswered, tx.query(undo ? 'rollback' : 'commit')])
    return value
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error))
    await tx.query('rollback').then(
      () => {
        broken = undefined
      },
      () => {},
    )
    throw error
  } finally {
    // A connection that could not even roll back is closed, not returned.
    tx.release(broken)
  }
}
