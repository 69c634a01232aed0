/** One scenario with one thing gone wrong: played, settled, started anew, settled, and judged. */
import { brokenInvariants } from '../test/invariants.ts'
import type { Lane } from './lane.ts'
import { saysMonitor } from './says-monitor.ts'
import type { Clients, Scenario, Story } from './scenarios.ts'
import { type Boundary, setTrap, type Target } from './trap.ts'

export interface Case {
  scenario: Scenario
  clients: Clients
  target: Target | null
  /** In a process of its own, which a kill really kills. */
  separate?: boolean
}

export interface CaseResult {
  faults: string[]
  /** Whether the scenario came by the boundary at all. */
  reached: boolean
  seen: readonly Boundary[]
}

/** Far longer than any case takes; what stands still for so long does so for ever. */
const STANDS_STILL_MS = 90_000

export async function runCase(lane: Lane, one: Case): Promise<CaseResult> {
  const { scenario, clients, target, separate = false } = one
  const trap = setTrap(target)
  const faults: string[] = []
  const step = async (what: string, act: () => Promise<unknown>) => {
    try {
      await notForEver(what, act())
    } catch (error) {
      faults.push(`${what}: ${error instanceof Error ? error.message : error}`)
    }
  }
  if (separate) {
    lane.nextIsSeparate()
    await startAnew(lane, step)
  }
  const story = await scenario.begin(lane, clients)
  const from = lane.twilio.ledger().length
  lane.setTrap(trap)
  await step('the story', () => story.play())
  await step('settling', () => lane.settle())
  lane.setTrap(setTrap(null))
  await startAnew(lane, step)
  await step('catching up', () => lane.runTasks(['catch-up', 'sweep', 'reconcile']))
  await step('settling anew', () => lane.settle())
  faults.push(...(await story.faults()), ...(await judged(lane, story, from)))
  return { faults, reached: trap.sprung(), seen: trap.seen() }
}

type Step = (what: string, act: () => Promise<unknown>) => Promise<void>

async function startAnew(lane: Lane, step: Step): Promise<void> {
  await step('stopping', () => lane.stopAll())
  await step('starting', () => lane.bootAll())
}

async function notForEver(what: string, act: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} stood still for ${STANDS_STILL_MS / 1_000} s`)), STANDS_STILL_MS)
  })
  await Promise.race([act, tooLong]).finally(() => clearTimeout(timer))
}

async function judged(lane: Lane, { people }: Story, from: number): Promise<string[]> {
  const ledger = lane.twilio.ledger()
  const strays = ledger
    .slice(from)
    .filter(({ direction, to }) => direction === 'outbound-api' && !people.includes(to))
    .filter(({ to, body }) => !(to === lane.founder && saysMonitor(body)))
  return [
    ...strays.map(({ to, body }) => `a text that nobody waited for went to ${to}: ${body}`),
    ...(await brokenInvariants(lane.rows, ledger)),
  ]
}
