/** Makes the named database on a server unless it is there, and gives its URL. */
import pg from 'pg'

const ALREADY_THERE = ['42P04', '23505']

export async function ensureDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`).catch(unlessAlreadyThere)
  } finally {
    await client.end()
  }
  const url = new URL(serverUrl)
  url.pathname = `/${encodeURIComponent(name)}`
  return url.href
}

/** Another process made it at the same moment. */
function unlessAlreadyThere(error: { code?: string }): void {
  if (!ALREADY_THERE.includes(error.code ?? '')) throw error
}
