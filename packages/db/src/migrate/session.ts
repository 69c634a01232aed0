/**
 * One connection for the lock, the engine's bookkeeping and the migrations' SQL. If it breaks, all three end together,
 * so nobody else can come in while a migration of ours still runs.
 */
import { PrismaPg } from '@prisma/adapter-pg'
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type Transaction,
} from '@prisma/driver-adapter-utils'

export interface Session {
  run(sql: string): Promise<void>
  rows<T>(sql: string): Promise<T[]>
  /** For the engine: whatever it does, it does in this session and in the transaction that is open in it. */
  adapters: SqlMigrationAwareDriverAdapterFactory
}

const SAVEPOINT = 'before_migration'

export async function withSession<T>(databaseUrl: string, work: (session: Session) => Promise<T>): Promise<T> {
  const pool = await new PrismaPg({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'jobrun migrate',
  }).connect()
  try {
    const connection = await pool.startTransaction()
    try {
      await run(connection, 'COMMIT')
      return await work(sessionOn(connection))
    } finally {
      await connection.rollback()
    }
  } finally {
    await pool.dispose()
  }
}

function sessionOn(connection: Transaction): Session {
  const adapter = adapterOn(connection)
  return {
    run: (sql) => run(connection, sql),
    rows: (sql) => rows(connection, sql),
    adapters: {
      provider: adapter.provider,
      adapterName: adapter.adapterName,
      connect: async () => adapter,
      connectToShadowDb: async () => refuse('a shadow database'),
    },
  }
}

function adapterOn(connection: Transaction): SqlDriverAdapter {
  return {
    provider: connection.provider,
    adapterName: connection.adapterName,
    queryRaw: (query) => connection.queryRaw(query),
    executeRaw: (query) => connection.executeRaw(query),
    executeScript: (script) => runMigration(connection, script),
    startTransaction: async () => refuse('a transaction of its own'),
    getConnectionInfo: () => ({ supportsRelationJoins: true }),
    dispose: async () => {},
  }
}

/**
 * The whole script at once (the adapter's own way cuts it at every semicolon, also inside a function's body). If it
 * fails, what it did is taken back and the transaction lives on, so that the engine can record the failure in it.
 */
async function runMigration(connection: Transaction, script: string): Promise<void> {
  await run(connection, `SAVEPOINT ${SAVEPOINT}`)
  try {
    await run(connection, script)
    // What a deferred constraint would only say at the commit belongs to this migration's failure.
    await run(connection, 'SET CONSTRAINTS ALL IMMEDIATE')
  } catch (error) {
    await run(connection, `ROLLBACK TO SAVEPOINT ${SAVEPOINT}`).catch(() => {})
    throw error
  }
  await run(connection, `RELEASE SAVEPOINT ${SAVEPOINT}`).catch(() => {
    throw endedItsTransaction
  })
}

const endedItsTransaction = new DriverAdapterError({
  kind: 'postgres',
  code: '25P01',
  severity: 'ERROR',
  message:
    'it ended the transaction that it runs in, so what it did stays; a migration may not hold COMMIT or ROLLBACK',
  detail: undefined,
  column: undefined,
  hint: undefined,
})

/** Without arguments the driver speaks the simple protocol, which takes any number of statements. */
async function run(connection: Transaction, sql: string): Promise<void> {
  await connection.executeRaw({ sql, args: [], argTypes: [] })
}

async function rows<T>(connection: Transaction, sql: string): Promise<T[]> {
  const { columnNames, rows } = await connection.queryRaw({ sql, args: [], argTypes: [] })
  return rows.map((row) => Object.fromEntries(columnNames.map((name, i) => [name, row[i]])) as T)
}

function refuse(what: string): never {
  throw new Error(`The schema engine asked for ${what} while migrations are applied.`)
}
