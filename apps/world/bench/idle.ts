/** What it costs to wait: a service to which nothing happens. */
import { setTimeout as sleep } from 'node:timers/promises'
import { ask, type BenchWorld, line, withService } from './measures.ts'
import { usageOf } from './processes.ts'

/** Start-up, and the statements that are made once. */
const SETTLING_MS = 5_000

export async function measureIdle(world: BenchWorld): Promise<void> {
  await withService(world, {}, async (service) => {
    await sleep(SETTLING_MS)
    const look = async () => {
      const { rows } = await ask<{ queries: string }>(
        world,
        `select coalesce(sum(calls), 0) as queries from pg_stat_statements where query !~* '^(begin|commit|rollback)'`,
      )
      return { queries: Number(rows[0]?.queries), cpu: usageOf(service.pid).cpuSeconds, at: performance.now() }
    }
    await ask(world, 'create extension if not exists pg_stat_statements')
    const before = await look()
    await sleep(Math.max(20, world.seconds) * 1_000)
    const after = await look()
    const seconds = (after.at - before.at) / 1_000
    line(
      'idle',
      `${(((after.cpu - before.cpu) / seconds) * 100).toFixed(2)} % of a core, ${((after.queries - before.queries) / seconds).toFixed(1)} statements/s`,
    )
  })
}
