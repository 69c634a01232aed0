/**
 * Asks Stripe how a client's subscription stands now, and makes that so here: billing, news to owner and founder, and the
 * onboarding that waits for payment, in one transaction. No transaction is open while Stripe is asked; if somebody changed
 * the client's billing meanwhile, it is asked again.
 */
import {
  type BillingRow,
  findBilled,
  keepBilling,
  lockBilling,
  portalTokenOf,
  readBilling,
} from '@jobrun/db/billing/billing-rows'
import { finishStripeEvent } from '@jobrun/db/billing/stripe-events'
import { inTransaction, type Pool, type Tx } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import { type News, newsOf } from '@jobrun/domain/billing/billing-news'
import { type BillingStanding, billingOf, chooseSubscription } from '@jobrun/domain/billing/billing-state'
import type { Billed } from '@jobrun/domain/billing/billing-texts'
import type { HandledType } from '@jobrun/domain/billing/stripe-event'
import type { Asked, SubscriptionNow, Till } from '@jobrun/domain/billing/till'
import { isPaid } from '@jobrun/domain/pipeline/guard'
import { advanceOnboarding, type OnboardingDeps } from '../onboarding/advance-onboarding.ts'
import { tellNews } from './tell-news.ts'

export interface RefreshDeps {
  pool: Pool
  queue: Pick<Queue, 'queueDeliveries' | 'queueErrand' | 'wake'>
  till: Till
  onboarding: OnboardingDeps
  now: () => Date
}

export interface Wanted {
  clientId: string
  /** Ids that were just named. */
  session: string | null
  subscription: string | null
  /** Names what made us look: an event, a question. */
  key: string
  /** The event, which is done with in the same transaction. */
  event: { id: string; type: HandledType } | null
  /** The owner had us look, and hears what we saw. */
  asked: boolean
}

/** `later`: Stripe may answer the next time; `refused`: it will not, until somebody mends it. */
export type Refreshed = { kind: 'done'; outcome: string } | { kind: 'later' | 'refused'; detail: string }

const MOST_ROUNDS = 8

export function createRefreshBilling(deps: RefreshDeps): (wanted: Wanted) => Promise<Refreshed> {
  return async (wanted) => {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const known = await readBilling(deps.pool, wanted.clientId)
      if (!known) return { kind: 'done', outcome: 'no client of ours' }
      const found = await findSubscriptions(deps.till, wanted, known)
      if (!found.ok) return { kind: found.later ? 'later' : 'refused', detail: found.detail }
      const outcome = await keep(deps, wanted, { known, found: found.value })
      if (outcome !== null) return { kind: 'done', outcome }
    }
    return { kind: 'later', detail: 'it changed each time it was asked for' }
  }
}

async function findSubscriptions(till: Till, wanted: Wanted, known: BillingRow): Promise<Asked<SubscriptionNow[]>> {
  const ids = new Set([wanted.subscription, known.subscriptionId].filter((id) => id !== null))
  for (const session of new Set([wanted.session, known.session?.id ?? null])) {
    if (session === null || (session !== wanted.session && known.subscriptionId !== null)) continue
    const checkout = await till.findCheckout(session)
    if (!checkout.ok) return checkout
    const isTheirs = checkout.value?.clientId === known.clientId
    if (isTheirs && checkout.value?.subscriptionId) ids.add(checkout.value.subscriptionId)
  }
  const found: SubscriptionNow[] = []
  for (const id of ids) {
    const subscription = await till.findSubscription(id)
    if (!subscription.ok) return subscription
    if (subscription.value) found.push(subscription.value)
  }
  return { ok: true, value: found }
}

interface Looked {
  known: BillingRow
  found: readonly SubscriptionNow[]
}

/** null: somebody was first, and nothing was kept. */
async function keep(deps: RefreshDeps, wanted: Wanted, looked: Looked): Promise<string | null> {
  const now = deps.now()
  const outcome = await inTransaction(deps.pool, async (tx, rollback) => {
    const row = await lockBilling(tx, wanted.clientId)
    if (!row || row.version !== looked.known.version) {
      rollback()
      return null
    }
    const { chosen, double } = chooseSubscription(await ours(tx, row, looked.found), row.subscriptionId)
    const after = chosen ? billingOf(chosen, row.standing, now) : row.standing
    if (chosen) await keepBilling(tx, { clientId: row.clientId, subscription: chosen, standing: after, now })
    if (chosen)
      await tellNews(tx, deps, { row, news: await newsFor(tx, deps, wanted, { row, chosen, double, after, now }), now })
    await tellOnboarding(tx, deps, { wanted, row, after, now })
    const words = chosen ? `${chosen.status}: ${after.state}` : 'no subscription'
    if (wanted.event) await finishStripeEvent(tx, { id: wanted.event.id, clientId: row.clientId, outcome: words, now })
    return words
  })
  if (outcome !== null) deps.queue.wake('deliver', now, now)
  if (outcome !== null) deps.queue.wake('errand', now, now)
  return outcome
}

/** What another client is known to pay with is not this one's, whatever the metadata says. */
async function ours(tx: Tx, row: BillingRow, found: readonly SubscriptionNow[]): Promise<SubscriptionNow[]> {
  const theirs: SubscriptionNow[] = []
  for (const one of found) {
    if (one.clientId !== null && one.clientId !== row.clientId) continue
    const subject = { client: null, subscription: one.id, customer: null, session: null, charge: null }
    const holder = await findBilled(tx, subject)
    if (holder === null || holder === row.clientId) theirs.push(one)
  }
  return theirs
}

interface Chosen {
  row: BillingRow
  chosen: SubscriptionNow
  double: SubscriptionNow | null
  after: BillingStanding
  now: Date
}

async function newsFor(tx: Tx, deps: RefreshDeps, { event }: Wanted, of: Chosen): Promise<News[]> {
  const { row, chosen: subscription, double, after, now } = of
  const change = { before: row.standing, after, subscription, told: event?.type ?? null }
  const news = newsOf(change, await billedOf(tx, deps, row, now))
  if (!double) return news
  const founder = `has two subscriptions, ${subscription.id} and ${double.id}: end and refund one at Stripe.`
  return [...news, { key: `double:${double.id}`, owner: null, founder }]
}

export async function billedOf(
  tx: Tx,
  { onboarding }: Pick<RefreshDeps, 'onboarding'>,
  row: BillingRow,
  now: Date,
): Promise<Billed> {
  const { publicBaseUrl, price } = onboarding
  return {
    businessName: row.businessName,
    timezone: row.timezone,
    paymentLink: `${publicBaseUrl}/p/${row.paymentToken ?? ''}`,
    billingLink: `${publicBaseUrl}/b/${await portalTokenOf(tx, row.clientId, now)}`,
    monthlyPrice: price.monthlyPrice,
  }
}

/** Payment at any moment moves S5 on; who is live already need not hear of each invoice. */
async function tellOnboarding(
  tx: Tx,
  deps: RefreshDeps,
  { wanted, row, after, now }: { wanted: Wanted; row: BillingRow; after: BillingStanding; now: Date },
): Promise<void> {
  const paid = isPaid(after, now)
  const changed = paid !== isPaid(row.standing, now)
  if (
    row.onboardingState === 'COMPLETE' ||
    !(changed || wanted.asked || (paid && row.onboardingState === 'S5_CONFIRM_LIVE'))
  )
    return
  const event = { kind: 'payment-changed', paid, isNew: changed, asked: wanted.asked } as const
  await advanceOnboarding(tx, deps.onboarding, { clientId: row.clientId, event, key: wanted.key, now })
}
