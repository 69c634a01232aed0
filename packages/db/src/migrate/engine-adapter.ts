/**
 * The driver adapter as the schema engine needs it for reading a database's structure, with what @prisma/adapter-pg
 * 7.10 does not do: it refuses the catalogue's one-letter type "char" (what a foreign key does on delete, say), and it
 * cuts a script at every semicolon, also inside a function's body.
 */
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum, type SqlDriverAdapter, type SqlResultSet } from '@prisma/driver-adapter-utils'
import pg from 'pg'

const CHAR = 18
const BPCHAR = 1042
const CHAR_MARK = '"char" '

export async function connectForEngine(url: string): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPg(poolThatMarksChars(url), { disposeExternalPool: true }).connect()
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw: async (query) => withMarkedChars(await adapter.queryRaw(query)),
    executeRaw: (query) => adapter.executeRaw(query),
    executeScript: async (sql) => {
      await adapter.executeRaw({ sql, args: [], argTypes: [] })
    },
    startTransaction: (isolationLevel) => adapter.startTransaction(isolationLevel),
    getConnectionInfo: () => adapter.getConnectionInfo(),
    dispose: () => adapter.dispose(),
  }
}

function poolThatMarksChars(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: 10_000 })
  const query = pool.query.bind(pool) as (...words: unknown[]) => Promise<pg.QueryResult>
  pool.query = (async (...words: unknown[]) => {
    const result = await query(...words)
    for (const field of result.fields ?? []) if (field.dataTypeID === CHAR) markAsChar(field)
    return result
  }) as typeof pool.query
  return pool
}

/** Passes through the adapter as text; the name carries the mark to the other side of it. */
function markAsChar(field: pg.FieldDef): void {
  field.dataTypeID = BPCHAR
  field.name = CHAR_MARK + field.name
}

function withMarkedChars(result: SqlResultSet): SqlResultSet {
  const isChar = result.columnNames.map((name) => name.startsWith(CHAR_MARK))
  return {
    ...result,
    columnNames: result.columnNames.map((name, i) => (isChar[i] ? name.slice(CHAR_MARK.length) : name)),
    columnTypes: result.columnTypes.map((type, i) => (isChar[i] ? ColumnTypeEnum.Character : type)),
  }
}
