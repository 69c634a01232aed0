/** The primary is killed under load and its synchronous standby takes over: what was acknowledged is there. */
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureDatabase } from '@jobrun/db/migrate/ensure-database'
import { type ClusterWorld, openClusterWorld } from './cluster-world.ts'
import { noDebianPostgres, type Pair, startPair } from './debian-pair.ts'
import { beginLoad, judgeLoad, loadFaults, spokenLoad } from './load.ts'
import { type Address, tcpAddress } from './tcp-address.ts'
import type { Outcome, Trial } from './trial.ts'

/** What a watcher such as Patroni takes to be sure. */
const NOTICED_AFTER_MS = 3_000

export const failover: Trial = {
  name: 'failover',
  promise: 'with the primary killed under load, nothing acknowledged is missing on the standby that takes over',
  missing: noDebianPostgres,
  async run() {
    const pair = await startPair()
    const address = await tcpAddress(pair.primary.port)
    const direct = await ensureDatabase(pair.primary.url, 'jobrun')
    const databaseUrl = direct.replace(`:${pair.primary.port}/`, `:${address.port}/`)
    const world = await openClusterWorld({ databaseUrl })
    try {
      return await tried(world, pair, address)
    } finally {
      await world.close()
      await address.close()
      await pair.stop()
    }
  },
}

async function tried(world: ClusterWorld, pair: Pair, address: Address): Promise<Outcome> {
  for (const part of ['--web', '--work', null] as const) await world.start(part)
  await world.addClients()
  await beginLoad(world, { perSecond: 5, seconds: 4 }).done
  const { texts, done } = beginLoad(world, { perSecond: 20, seconds: 40 })
  await sleep(12_000)
  const killedAt = Date.now()
  const before = texts.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length
  await pair.primary.kill()
  await sleep(NOTICED_AFTER_MS)
  const promoteMs = await pair.promote()
  address.pointTo(pair.standby.port)
  const outMs = Date.now() - killedAt
  await done
  const left = await world.settle(180_000)
  const judged = judgeLoad(world, texts)
  const [{ kept } = { kept: 0 }] = await world.rows<{ kept: number }>(
    'select count(*)::int as kept from inbound_messages m join conversations c on c.id = m.conversation_id where c.phone = any($1)',
    [texts.filter(({ acknowledgedAt }) => acknowledgedAt !== null).map(({ phone }) => phone)],
  )
  return {
    figures: [
      spokenLoad(judged),
      `${before} acknowledged before the kill; promoted in ${Math.round(promoteMs)} ms, the address moved ${outMs} ms after the kill`,
      `rows of acknowledged texts on the new primary: ${kept} of ${judged.acknowledged}`,
    ],
    faults: [
      ...loadFaults(judged, left),
      ...(kept < judged.acknowledged
        ? [`${judged.acknowledged - kept} acknowledged texts are not on the standby`]
        : []),
    ],
  }
}
