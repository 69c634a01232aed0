/** Chaos for so many seconds, then calm until everything is settled, then the judgement. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Judgement, judge, percentile, recoveries } from './chaos-judge.ts'
import { type Crowd, letThemText } from './chaos-traffic.ts'
import { type ChaosWorld, type Counted, openChaosWorld } from './chaos-world.ts'
import { hurry, leftOver } from './hurry.ts'
import { seeded } from './seeded.ts'

export interface ChaosPlan {
  seconds: number
  replicas: number
  seed: number
  perSecond: number
  /** At the end the minutes that ambiguous sends wait are made to have passed. */
  impatient: boolean
}

export interface ChaosReport {
  plan: ChaosPlan
  counted: Counted
  judgement: Judgement
  recovery: { count: number; p50: number; p99: number }
  stillWaiting: unknown[]
  stopMs: number
}

const SETTLES_WITHIN_MS = 240_000
const CLIENTS = 6

const TELLS_EVERY_MS = 60_000

/** `tell`: how far it is, once a minute. */
export async function runChaos(plan: ChaosPlan, tell: (line: string) => void = () => {}): Promise<ChaosReport> {
  const chance = seeded(plan.seed)
  const world = await openChaosWorld({ replicas: plan.replicas, chance })
  try {
    const clients = []
    for (let n = 0; n < CLIENTS; n++) clients.push(await world.addClient())
    const [ai, rules] = [clients.slice(0, CLIENTS / 2), clients.slice(CLIENTS / 2)]
    for (const { id } of rules)
      await world.admin('PUT', `/clients/${id}/switches`, {
        aiDisabled: true,
        reason: 'the rules name what they noted',
      })
    world.setCalm(false)
    const ending = { over: false }
    const began = performance.now()
    const telling = setInterval(() => tell(soFar(world, (performance.now() - began) / 1_000)), TELLS_EVERY_MS)
    const killing = killAndKill(world, plan, { ending, chance: seeded(plan.seed + 1) })
    const crowd = await letThemText(world, { ...plan, ai, rules, chance }).finally(() => clearInterval(telling))
    ending.over = true
    await killing
    await crowd.finish()
    world.setCalm(true)
    const stillWaiting = await settle(world, plan.impatient)
    return await report(world, { plan, crowd, stillWaiting })
  } finally {
    await world.close()
  }
}

function soFar({ twilio, counted }: ChaosWorld, seconds: number): string {
  const ledger = twilio.ledger()
  const came = ledger.filter(({ direction }) => direction === 'inbound').length
  const { kills, databaseKills, ambiguous } = counted
  return `${Math.round(seconds)} s: ${came} texts came, ${ledger.length - came} left, ${kills} kills, ${databaseKills} of PostgreSQL, ${ambiguous} ambiguous sends`
}

/** A replica every two to three seconds; the database after a third and after two thirds of the time. */
async function killAndKill(
  world: ChaosWorld,
  plan: ChaosPlan,
  { ending, chance }: { ending: { over: boolean }; chance: () => number },
): Promise<void> {
  const dead: Promise<void>[] = []
  const began = performance.now()
  const thirds = [1, 2].map((third) => (plan.seconds * 1_000 * third) / 3)
  for (;;) {
    await sleep(2_000 + 1_000 * chance())
    if (ending.over) break
    dead.push(world.killOne())
    if (performance.now() - began < (thirds[0] ?? Number.POSITIVE_INFINITY)) continue
    thirds.shift()
    await world.killDatabase()
  }
  await Promise.all(dead)
}

/** What is left when the time is up. */
async function settle(world: ChaosWorld, impatient: boolean): Promise<unknown[]> {
  const end = performance.now() + SETTLES_WITHIN_MS
  let left: unknown[] = []
  while (performance.now() < end) {
    // What is due by the queue's own pace is waited for; the rest is a matter of minutes.
    await sleep(3_000)
    left = await leftOver(world.rows)
    if (left.length === 0) break
    if (impatient) await hurry(world.rows)
  }
  await world.twilio.whenQuiet(20_000)
  return left
}

async function report(
  world: ChaosWorld,
  { plan, crowd, stillWaiting }: { plan: ChaosPlan; crowd: Crowd; stillWaiting: unknown[] },
): Promise<ChaosReport> {
  const stopMs = await world.stopReplicas()
  const ledger = world.twilio.ledger()
  const times = recoveries(crowd.people, ledger, world.counted.killedAt)
  return {
    plan,
    counted: world.counted,
    judgement: judge(crowd.people, ledger),
    recovery: { count: times.length, p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
    stillWaiting,
    stopMs,
  }
}

export function isRight({ judgement, stillWaiting, stopMs }: ChaosReport): boolean {
  const { lost, doubled, outOfOrder, invented } = judgement
  return [lost, doubled, outOfOrder, invented, stillWaiting].every(({ length }) => length === 0) && stopMs < 15_000
}

export function spokenChaos({ plan, counted, judgement, recovery, stillWaiting, stopMs }: ChaosReport): string {
  const { lost, doubled, outOfOrder, invented } = judgement
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
  return [
    `${plan.seconds} s, ${plan.replicas} replicas, seed ${plan.seed}`,
    `acknowledged      ${judgement.acknowledged}`,
    `texts that left   ${judgement.answers}`,
    `kills             ${counted.kills} of replicas, ${counted.databaseKills} of PostgreSQL`,
    `repeated webhooks ${counted.repeats}`,
    `ambiguous sends   ${counted.ambiguous}`,
    `AI failures       ${counted.aiFailures}, lost database connections ${counted.resets}`,
    `recovery          p50 ${seconds(recovery.p50)}, p99 ${seconds(recovery.p99)} (${recovery.count} texts that a kill caught)`,
    `SIGTERM           all ended within ${seconds(stopMs)}`,
    ...Object.entries({ lost, doubled, outOfOrder, invented }).flatMap(([name, found]) =>
      found.map((one) => `${name}: ${one}`),
    ),
    ...(stillWaiting.length > 0 ? [`never settled: ${JSON.stringify(stillWaiting)}`] : []),
    `lost ${lost.length}, doubled ${doubled.length}, out of order ${outOfOrder.length}, invented ${invented.length}`,
  ].join('\n')
}
