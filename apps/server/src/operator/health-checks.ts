/** The checks of GET /api/health. Details are our own words and figures, never those of an exception. */
import type { Checked } from '@jobrun/contracts/health'
import { askDatabase, oldestWaiting } from '@jobrun/db/operator/waiting'
import type { PrismaClient } from '@jobrun/db/prisma'
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
    const ages = [
      { what: 'text is unanswered for', since: oldest.inbound },
      { what: 'message has been due for', since: oldest.outbox },
      { what: 'message is with Twilio, its fate unknown, for', since: oldest.sending },
    ].flatMap(({ what, since }) => (since ? [{ what, ageMs: at.getTime() - since.getTime() }] : []))
    return queueWords(ages)
  }
}

function queueWords(ages: readonly { what: string; ageMs: number }[]): Checked {
  const oldest = ages.reduce((most, one) => (one.ageMs > most.ageMs ? one : most), { what: '', ageMs: 0 })
  if (oldest.ageMs <= LATE_MS) return { status: 'ok', detail: 'Nothing waits longer than a minute.' }
  const detail = `The oldest ${oldest.what} ${Math.floor(oldest.ageMs / 1000)} s: see that work runs.`
  return { status: oldest.ageMs > TOO_LATE_MS ? 'unhealthy' : 'degraded', detail }
}

/** `pending` gives the names of migrations that the database does not have yet. */
export function migrationsCheck(pending: () => Promise<readonly string[]>): Check {
  return async () => {
    const names = await pending()
    if (names.length === 0) return { status: 'ok', detail: 'All are applied.' }
    return { status: 'unhealthy', detail: `${names.length} not applied: run npm run db:deploy.` }
  }
}
