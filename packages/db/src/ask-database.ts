/** Whether the database answers at all, over a connection of its own: a pool whose connections are all busy says nothing of it. */
import pg from 'pg'

const PATIENCE_MS = 5_000

export async function askDatabase(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    application_name: 'jobrun alarm',
  })
  // A connection that breaks while idle would otherwise end the process; the query after it fails anyway.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
  } finally {
    await client.end().catch(() => {})
  }
}
