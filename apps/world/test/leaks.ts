/** What a test file must not leave behind: somebody listening, a pool that is open, a connection to its database. */
import type { FreshDatabase } from '@jobrun/db/test/database'
import { until } from './until.ts'

const connections = `
select count(*)::int as n from pg_stat_activity
where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid() and application_name <> $1`

export async function assertNothingLeaks(db: FreshDatabase, pools: readonly { ended: boolean }[]): Promise<void> {
  try {
    const open = pools.filter((pool) => !pool.ended).length
    if (open > 0) throw new Error(`${open} of the service's pools are still open`)
    await until('no connection of the service is left', () => connectionsOfOthers(db))
    const listening = process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length
    if (listening > 0) throw new Error(`${listening} servers still listen`)
  } finally {
    await db.drop()
  }
}

/** Our own pool is told by its name; the service's connections all have another. */
async function connectionsOfOthers({ pool }: FreshDatabase): Promise<boolean> {
  const own = await pool.connect()
  try {
    await own.query(`set application_name = 'the judge'`)
    const { rows } = await own.query<{ n: number }>(connections, ['the judge'])
    return (rows[0]?.n ?? 0) <= pool.totalCount - 1
  } finally {
    own.release()
  }
}
