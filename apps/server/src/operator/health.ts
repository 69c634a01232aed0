/**
 * Asks each thing that we depend on, all at once, each for at most two seconds, and answers with the worst word. A check
 * that still hangs is not asked again beside itself, and an answer serves for a second, so that being watched by
 * whoever likes cannot use up the database's connections.
 */
import type { Checked, HealthWord } from '@jobrun/contracts/health'

export type Check = () => Promise<Checked>
export type HealthChecks = Readonly<Record<string, Check>>

export interface Health {
  status: HealthWord
  checks: Record<string, Checked>
}

const PATIENCE_MS = 2_000
const FRESH_MS = 1_000
/** After this a hanging check is given up and a new one begins. */
const GIVEN_UP_AFTER_MS = 30_000

const badness: Record<HealthWord, number> = { ok: 0, degraded: 1, unhealthy: 2 }

export interface Watching {
  patienceMs?: number
  /** Told what a check threw; the answer does not say it. */
  onFailure?: (failure: { check: string; error: unknown }) => void
}

export function watchHealth(checks: HealthChecks, watching: Watching = {}): () => Promise<Health> {
  const { patienceMs = PATIENCE_MS, onFailure = () => {} } = watching
  const asked = Object.entries(checks).map(([name, check]) => {
    const safe = failSafe(check, (error) => onFailure({ check: name, error }))
    return [name, oneAtATime(safe)] as const
  })
  return async () => {
    const answers = await Promise.all(
      asked.map(async ([name, ask]) => [name, await withinLimit(ask(), patienceMs)] as const),
    )
    const words = answers.map(([, checked]) => checked.status)
    const status = words.reduce((worst, word) => (badness[word] > badness[worst] ? word : worst), 'ok' as HealthWord)
    return { status, checks: Object.fromEntries(answers) }
  }
}

function oneAtATime(check: Check): Check {
  let running: Promise<Checked> | null = null
  return () => {
    if (running) return running
    const mine = check()
    const forget = () => {
      if (running === mine) running = null
    }
    const giveUp = setTimeout(forget, GIVEN_UP_AFTER_MS)
    giveUp.unref()
    running = mine
    void mine.finally(() => {
      clearTimeout(giveUp)
      setTimeout(forget, FRESH_MS).unref()
    })
    return mine
  }
}

/** What an exception says stays out of the answer: it may name hosts and users. */
function failSafe(check: Check, tell: (error: unknown) => void): Check {
  return async () => {
    try {
      return await check()
    } catch (error) {
      tell(error)
      return { status: 'unhealthy', detail: 'The check failed; the log says why.' }
    }
  }
}

async function withinLimit(answer: Promise<Checked>, limitMs: number): Promise<Checked> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Checked>((resolve) => {
    timer = setTimeout(resolve, limitMs, { status: 'unhealthy', detail: `No answer within ${limitMs / 1000} s.` })
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
