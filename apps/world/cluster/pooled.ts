/** Every process through PgBouncer in transaction mode, on fewer connections than one of them would open itself. */
import { onEmbedded } from './embedded.ts'
import { beginLoad, judgeLoad, loadFaults, spokenLoad } from './load.ts'
import { noPgBouncer, startPgBouncer } from './pgbouncer.ts'
import type { Trial } from './trial.ts'

const POOL = 12

export const pooled: Trial = {
  name: 'pgbouncer',
  promise: `four processes on ${POOL} connections through PgBouncer in transaction mode lose and double nothing`,
  missing: noPgBouncer,
  run: () =>
    onEmbedded({}, async (world, databaseUrl) => {
      const pooler = await startPgBouncer(databaseUrl, POOL)
      try {
        const through = {
          DATABASE_URL: pooler.url,
          DATABASE_DIRECT_URL: databaseUrl,
          DATABASE_PREPARED_STATEMENTS: 'off',
        }
        const replicas = []
        for (const part of ['--web', '--work', '--web', '--work'] as const)
          replicas.push(await world.start(part, through))
        await world.addClients()
        const { texts, done } = beginLoad(world, { perSecond: 20, seconds: 30 })
        await done
        const { clients, servers } = await pooler.connections()
        const left = await world.settle(60_000)
        const judged = judgeLoad(world, texts)
        const failures = replicas.map(({ logged }) => logged.get('task failed') ?? 0)
        const { status, checks } = await world.health()
        return {
          figures: [
            pooler.version,
            spokenLoad(judged),
            `${clients} connections of clients on ${servers} to PostgreSQL; health ${status}`,
          ],
          faults: [
            ...loadFaults(judged, left),
            ...(servers > POOL ? [`${servers} connections to PostgreSQL`] : []),
            ...(failures.some((count) => count > 0) ? [`tasks failed: ${failures.join(', ')}`] : []),
            ...(status === 'ok' ? [] : [JSON.stringify(checks)]),
          ],
        }
      } finally {
        await pooler.stop()
      }
    }),
}
