/** The checks of GET /api/health. Details are our own words and figures, never those of an exception. */
import { askDatabase, oldestWaiting } from '@jobrun/db/operator/waiting'
import type { PrismaClient } from '@jobrun/db/prisma'
import type { Reach, Seen } from '@jobrun/domain/monitor/facts'
import type { Check } from './health.ts'

/** Waiting texts are swept after a minute; after five somebody is being left unanswered. */
const LATE_MS = 60_000
const TOO_LATE_MS = 5 * 60_000

export function databaseCheck(prisma: PrismaClient): Check {
  return async () => {
    await askDatabase(prisma)
    return { status: 'ok', detail: 'It answers.' }
  }
}

export function queueCheck(prisma: PrismaClient, now: () => Date): Check {
  return async () => {
    const at = now()
    const oldest = await oldestWaiting(prisma, at)
    const age = (since: Date | null) => (since ? at.getTime() - since.getTime() : 0)
    const waits: Wait[] = [
      { what: 'text has been unanswered', ageMs: age(oldest.inbound), lateMs: LATE_MS, tooLateMs: TOO_LATE_MS },
      { what: 'message has been due', ageMs: age(oldest.outbox), lateMs: LATE_MS, tooLateMs: TOO_LATE_MS },
      {
        what: 'message has been unsettled with Twilio',
        ageMs: age(oldest.sending),
        lateMs: TOO_LATE_MS,
        tooLateMs: null,
      },
    ]
    const late = waits.filter((wait) => wait.ageMs > wait.lateMs)
    if (late.length === 0) return { status: 'ok', detail: 'Nothing is late.' }
    const tooLate = late.some(({ ageMs, tooLateMs }) => tooLateMs !== null && ageMs > tooLateMs)
    return { status: tooLate ? 'unhealthy' : 'degraded', detail: late.map(inWords).join(' ') }
  }
}

interface Wait {
  what: string
  ageMs: number
  lateMs: number
  /** null: one message's fate is no reason to call the whole service unhealthy */
  tooLateMs: number | null
}

function inWords({ what, ageMs }: Wait): string {
  return `The oldest ${what} for ${Math.floor(ageMs / 1000)} s: see that work runs.`
}

/** What PostgreSQL's codes mean to whoever has to do something. */
const REASONS: Readonly<Record<string, string>> = {
  '53100': 'the disk of the database is full; make room',
  '53200': 'the database has no memory left',
  '53300': 'the database has no connection left; see who holds them',
  '25006': 'the database only reads: DATABASE_URL leads to a standby',
  '57P01': 'the database ended our connections',
  '57P03': 'the database is starting or stopping',
}
const REFUSED_FOR_MS = 60_000

/** Whether this process can store what Twilio brings; a text that is refused comes again by Twilio or the catch-up. */
export function storingCheck(failure: () => { code: string; agoMs: number } | null): Check {
  return async () => {
    const last = failure()
    if (!last || last.agoMs > REFUSED_FOR_MS) return { status: 'ok', detail: 'Texts are stored.' }
    const reason = REASONS[last.code] ?? 'the database could not be reached; the log says more'
    const detail = `The last text, ${Math.floor(last.agoMs / 1_000)} s ago, could not be stored: ${reason}.`
    // No more than degraded: a balancer that took this process out would keep the text away that shows it is well again.
    return { status: 'degraded', detail }
  }
}

const CLOCKS_DIFFER_MS = 5_000

export function clockCheck(databaseNow: () => Promise<Date>, now: () => Date): Check {
  return async () => {
    const aheadMs = now().getTime() - (await databaseNow()).getTime()
    if (Math.abs(aheadMs) <= CLOCKS_DIFFER_MS) return { status: 'ok', detail: 'Ours and the database’s agree.' }
    const detail = `Ours is ${Math.round(aheadMs / 1_000)} s ahead of the database’s: set both by the same time server.`
    return { status: 'degraded', detail }
  }
}

const LEFT_OUT_FOR_MS = 60_000

/** Whether texts come faster than the service answers them; told by whoever works, in whichever process. */
export function loadCheck(leftOutAt: () => Promise<Date | null>, now: () => Date): Check {
  return async () => {
    const at = await leftOutAt()
    const agoMs = at ? Math.abs(now().getTime() - at.getTime()) : Number.POSITIVE_INFINITY
    if (agoMs > LEFT_OUT_FOR_MS) return { status: 'ok', detail: 'Turns are taken in time.' }
    const seconds = Math.floor(agoMs / 1_000)
    const detail = `Turns were taken too late ${seconds} s ago: the rules answer the late ones, not the AI. Run more of --work if it lasts.`
    return { status: 'degraded', detail }
  }
}

/** Where the database stands against this version's migrations; a problem is a sentence that says what to do. */
export function migrationsCheck(
  stand: () => Promise<{ pending: readonly string[]; newer?: readonly string[]; problem?: string | undefined }>,
): Check {
  return async () => {
    const { pending, newer = [], problem } = await stand()
    if (problem) return { status: 'unhealthy', detail: problem }
    if (newer.length > 0)
      return {
        status: 'degraded',
        detail: `${newer.length} are of a newer version: finish its roll-out, or take it up again.`,
      }
    if (pending.length === 0) return { status: 'ok', detail: 'All are applied.' }
    return { status: 'unhealthy', detail: `${pending.length} not applied: run npm run db:deploy.` }
  }
}

const MONITOR_LATE_MS = 12 * 60_000

/** It looks every five minutes; one that has never looked is late once this process has been up for as long. */
export function monitorCheck(of: {
  lastRun: () => Promise<{ startedAt: Date } | null>
  upSince: Date
  now: () => Date
}): Check {
  return async () => {
    const last = await of.lastRun()
    const ageMs = of.now().getTime() - (last?.startedAt ?? of.upSince).getTime()
    if (ageMs <= MONITOR_LATE_MS)
      return { status: 'ok', detail: last ? 'It has looked lately.' : 'It has yet to look.' }
    return {
      status: 'degraded',
      detail: `It has not looked for ${Math.floor(ageMs / 60_000)} min: see that work runs.`,
    }
  }
}

const MOST_LOST = 3

/** Whether the founder hears alerts at all. */
export function alertsCheck(reach: () => Promise<Reach>): Check {
  return async () => {
    const { optedOut, failedInARow } = await reach()
    if (optedOut) return { status: 'degraded', detail: 'ADMIN_PHONE asked for no more texts: no alert arrives there.' }
    if (failedInARow < MOST_LOST) return { status: 'ok', detail: 'The last alerts were not lost.' }
    return { status: 'degraded', detail: `The last ${failedInARow} alerts did not arrive: see the log.` }
  }
}

/** As last seen by any process; nothing is asked now. */
export function servicesChecks(seen: () => Promise<readonly Seen[]>): Record<'twilio' | 'openai' | 'stripe', Check> {
  const of =
    (name: string): Check =>
    async () => {
      const one = (await seen()).find((service) => service.name === name)
      if (!one) return { status: 'ok', detail: 'Not asked yet.' }
      const fails = one.failedAt && (!one.okAt || one.okAt < one.failedAt)
      if (!fails) return { status: 'ok', detail: 'It answered when last asked.' }
      return { status: 'degraded', detail: `It failed when last asked (${one.detail ?? 'no reason'}).` }
    }
  return { twilio: of('twilio'), openai: of('openai'), stripe: of('stripe') }
}
