/** Finds every boundary of the scenarios, then runs one case for each of them and each way to fail at it. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestServer } from '@jobrun/db/test/test-server'
import { type Lane, openLane } from './lane.ts'
import { runCase } from './run-case.ts'
import { addClients, type Clients, type Scenario } from './scenarios.ts'
import { seeded, shuffled } from './seeded.ts'
import { type Boundary, type Mode, modes, type Target } from './trap.ts'

export interface Plan {
  seed: number
  /** Times that each scenario is looked at with nothing gone wrong; the engine's polls differ from time to time. */
  cleanRuns: number
  /** Cases begin for so long; null: until all are done. */
  seconds: number | null
  /** Lanes at the same time. */
  wide: number
  silenceMs: number | null
  /** One in so many kills is a real kill -9 of a real process. */
  realKillOneIn: number
  tellMissed?: boolean
}

export interface Report {
  scenarios: { name: string; boundaries: number; cases: number }[]
  ran: number
  planned: number
  /** The scenario ended without coming by the boundary. */
  missed: number
  realKills: number
  byMode: Record<Mode, number>
  failures: string[]
}

/** The engine's polls recur for ever; the first few stand for all. */
const OF_ONE_LABEL = 6
/** A lane's numbers and rows are used up slowly. */
const CASES_PER_LANE = 120

interface Planned {
  scenario: Scenario
  target: Target
}

export async function proveBoundaries(
  server: TestServer,
  scenarios: readonly Scenario[],
  plan: Plan,
  tell: (line: string) => void,
): Promise<Report> {
  const lanes = workLanes(server, plan)
  const report: Report = {
    scenarios: [],
    ran: 0,
    planned: 0,
    missed: 0,
    realKills: 0,
    byMode: { 'killed before': 0, 'killed after': 0, error: 0, 'time-out': 0, 'reply lost': 0 },
    failures: [],
  }
  const chance = seeded(plan.seed)
  const cases: Planned[] = []
  await lanes.each(scenarios, async (lane, clients, scenario) => {
    const found = await boundariesOf(lane, clients, { scenario, report, runs: plan.cleanRuns })
    report.scenarios.push({ name: scenario.name, boundaries: found.length, cases: found.length * modes.length })
    for (const boundary of found) for (const mode of modes) cases.push({ scenario, target: { ...boundary, mode } })
  })
  report.planned = cases.length
  const order = (one: Planned) => JSON.stringify([one.scenario.name, one.target])
  cases.sort((left, right) => (order(left) < order(right) ? -1 : 1))
  tell(`${report.scenarios.length} scenarios, ${cases.length} cases of ${modes.length} modes`)
  const left = shuffled(cases, chance)
  const began = performance.now()
  const isTime = () => plan.seconds === null || performance.now() - began < plan.seconds * 1_000
  await lanes.each(left, async (lane, clients, one) => {
    if (!isTime()) return 'enough'
    const isKill = one.target.mode.startsWith('killed')
    const separate = isKill && plan.realKillOneIn > 0 && report.ran % plan.realKillOneIn === 0
    const { faults, reached } = await runCase(lane, { ...one, clients, separate })
    report.ran++
    report.byMode[one.target.mode]++
    if (separate) report.realKills++
    if (!reached) {
      report.missed++
      if (plan.tellMissed) tell(`missed ${one.scenario.name} · ${one.target.label} (${one.target.nth})`)
    }
    if (report.ran % 100 === 0) tell(`${report.ran} cases, ${report.failures.length} failures`)
    if (faults.length === 0) return
    report.failures.push(
      `${one.scenario.name} · ${one.target.label} (${one.target.nth}) · ${one.target.mode}: ${faults.join('; ')}`,
    )
    tell(`FAILED ${report.failures.at(-1)}`)
    return 'spoilt'
  })
  await lanes.close()
  return report
}

async function boundariesOf(
  lane: Lane,
  clients: Clients,
  { scenario, report, runs }: { scenario: Scenario; report: Report; runs: number },
): Promise<Boundary[]> {
  const found = new Map<string, Boundary>()
  for (let run = 0; run < runs; run++) {
    const { seen, faults } = await runCase(lane, { scenario, clients, target: null })
    if (faults.length > 0) report.failures.push(`${scenario.name}, with nothing gone wrong: ${faults.join('; ')}`)
    for (const boundary of seen)
      if (boundary.nth <= OF_ONE_LABEL) found.set(`${boundary.nth} ${boundary.label}`, boundary)
  }
  return [...found.values()]
}

type Done = undefined | 'spoilt' | 'enough'

/** A lane for each kind of scenario and worker, replaced when something failed in it. */
function workLanes(server: TestServer, plan: Plan) {
  const open = new Set<Lane>()
  const each = async <T extends Planned | Scenario>(
    items: readonly T[],
    // biome-ignore lint/suspicious/noConfusingVoidType: work that has nothing to say says nothing
    work: (lane: Lane, clients: Clients, item: T) => Promise<Done | void>,
  ) => {
    const left = [...items]
    const worker = async () => {
      const own = new Map<number, { lane: Lane; clients: Clients; cases: number }>()
      const laneFor = async (replicas: number) => {
        const known = own.get(replicas)
        if (known) return known
        const lane = await openLane(server, { replicas, silenceMs: plan.silenceMs })
        open.add(lane)
        const fresh = { lane, clients: await addClients(lane), cases: 0 }
        own.set(replicas, fresh)
        return fresh
      }
      const giveUp = async (replicas: number) => {
        const known = own.get(replicas)
        own.delete(replicas)
        if (known) open.delete(known.lane)
        // One that stands still cannot even be closed; the others need not wait for it.
        await Promise.race([known?.lane.close(), sleep(20_000, undefined, { ref: false })])
      }
      for (let item = left.shift(); item !== undefined; item = left.shift()) {
        const { replicas } = 'scenario' in item ? item.scenario : item
        const mine = await laneFor(replicas)
        const done = await work(mine.lane, mine.clients, item)
        if (done === 'enough') break
        if (done === 'spoilt' || ++mine.cases >= CASES_PER_LANE) await giveUp(replicas)
      }
      for (const replicas of [...own.keys()]) await giveUp(replicas)
    }
    await Promise.all(Array.from({ length: plan.wide }, worker))
  }
  return { each, close: () => Promise.all([...open].map((lane) => lane.close())) }
}
