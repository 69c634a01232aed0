import { expect, onTestFinished, test } from 'vitest'
import { deployMigrations } from '../src/migrate/deploy.ts'
import { ensureDatabase } from '../src/migrate/ensure-database.ts'
import { ourMigrations } from '../src/migrations.ts'
import { findLateTexts, releaseAccountHolds } from '../src/path/sweep.ts'
import { createPool, inTransaction } from '../src/pool.ts'
import { createQueue } from '../src/queue.ts'
import { debianVersions, startDebianPostgres } from './debian-postgres.ts'
import { claimNextMessage, commitTurn, readTurnContext, recordDelivery } from './one.ts'
import { at, customerPhone, draft, ingested, insertClient, keptTurn, leadOf, ourNumber } from './rows.ts'

const versions = debianVersions().filter((version) => Number(version) >= 15)

test.for(versions.length > 0 ? versions : ['none'])(
  'migrations, queue and path on Debian’s PostgreSQL (%s)',
  async (version, { skip }) => {
    if (version === 'none') skip('no PostgreSQL of Debian’s is installed: apt-get install postgresql')
    const server = await startDebianPostgres(version)
    onTestFinished(server.stop)
    const url = await ensureDatabase(server.url, 'jobrun')
    expect(await deployMigrations(url, ourMigrations)).toMatchObject({ ok: true })

    const pool = createPool({ url, max: 4, onError: () => {} })
    const queue = createQueue(pool, () => {})
    try {
      await queue.start()
      const clientId = await insertClient(pool)
      const { conversationId, seq } = await ingested(pool, 'leak')
      expect(await findLateTexts(pool, new Date(at.getTime() + 61_000))).toHaveLength(1)
      expect((await readTurnContext(pool, conversationId, at))?.client?.id).toBe(clientId)
      const turn = keptTurn({ conversationId, clientId, seqs: [seq], lead: leadOf(), outbox: [draft()] })
      await inTransaction(pool, async (tx) =>
        queue.queueDeliveries(tx, (await commitTurn(tx, turn)) ?? [], { name: 'first', now: new Date() }),
      )
      const message = await claimNextMessage(pool, customerPhone, ourNumber, at)
      const word = { outboxId: message?.id ?? '', sid: 'SM1', status: 'delivered', errorCode: null } as const
      expect(await recordDelivery(pool, word)).toMatchObject({ moved: true })
      expect(await releaseAccountHolds(pool)).toEqual([])
    } finally {
      await queue.stop()
      await pool.end()
    }
  },
)
