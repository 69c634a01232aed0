/** Each minute: grace that is over, numbers that were kept for 30 days unpaid, and events of Stripe's whose errand was lost. */
import { lockBilling } from '@jobrun/db/billing/billing-rows'
import { findGraceOver, findKeptTooLong } from '@jobrun/db/billing/overdue'
import { findWaitingEvents } from '@jobrun/db/billing/stripe-events'
import { releaseNumber } from '@jobrun/db/numbers/pool-rows'
import { readStanding } from '@jobrun/db/onboarding/standing'
import { inTransaction, type Pool } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import { dayOf, type News } from '@jobrun/domain/billing/billing-news'
import { numberKeptUntil } from '@jobrun/domain/billing/billing-state'
import * as texts from '@jobrun/domain/billing/billing-texts'
import { derivedId } from '@jobrun/domain/ids'
import { billedOf } from '../billing/refresh-billing.ts'
import { EVENT_ERRAND } from '../billing/take-events.ts'
import { tellNews } from '../billing/tell-news.ts'
import { advanceOnboarding, type OnboardingDeps } from '../onboarding/advance-onboarding.ts'

export interface WatchBillingDeps {
  pool: Pool
  queue: Pick<Queue, 'queueDeliveries' | 'queueErrand' | 'wake'>
  onboarding: OnboardingDeps
  now: () => Date
}

const LOST_AFTER_MS = 60_000

export async function watchBilling(deps: WatchBillingDeps): Promise<void> {
  const now = deps.now()
  for (const id of await findGraceOver(deps.pool, now)) await tellGraceOver(deps, id, now)
  for (const id of await findKeptTooLong(deps.pool, now)) await takeBackNumber(deps, id, now)
  for (const id of await findWaitingEvents(deps.pool, new Date(now.getTime() - LOST_AFTER_MS))) {
    const again = derivedId(id, `sweep ${Math.floor(now.getTime() / LOST_AFTER_MS)}`)
    await deps.queue.queueErrand(deps.pool, { id: again, name: EVENT_ERRAND, subject: id })
  }
  deps.queue.wake('deliver', now, now)
}

async function tellGraceOver(deps: WatchBillingDeps, clientId: string, now: Date): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const row = await lockBilling(tx, clientId)
    if (!row?.standing.unpaidSince || row.standing.paymentActive) return
    const since = row.standing.unpaidSince
    const billed = await billedOf(tx, deps, row, now)
    const owner = texts.graceOver(billed, dayOf(row, numberKeptUntil(since)))
    const founder = 'is out of grace: customers get the holding text.'
    const news: News = { key: `grace-over:${since.getTime()}`, owner, founder }
    await tellNews(tx, deps, { row, news: [news], now })
  })
}

async function takeBackNumber(deps: WatchBillingDeps, clientId: string, now: Date): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const row = await lockBilling(tx, clientId)
    const number = (await readStanding(tx, clientId, now))?.standing.ownNumber
    if (!row || row.standing.paymentActive || !number) return
    const owner = texts.numberGone(await billedOf(tx, deps, row, now), number)
    const news: News = {
      key: `number-gone:${number}:${now.getTime()}`,
      owner,
      founder: `gave ${number} back, unpaid for 30 days.`,
    }
    const key = `number-released:${now.toISOString()}`
    await advanceOnboarding(tx, deps.onboarding, { clientId, event: { kind: 'number-released' }, key, now })
    await releaseNumber(tx, { clientId, now })
    await tellNews(tx, deps, { row, news: [news], now })
  })
}
