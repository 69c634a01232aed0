/**
 * Stripe's events from the door to what comes of them. Each is kept once by its id, together with the errand that looks
 * into it; what the errand does is decided by what Stripe says then, so order and repeats do not matter.
 */

import { findBilled } from '@jobrun/db/billing/billing-rows'
import { finishStripeEvent, keepStripeEvent, readWaitingEvent } from '@jobrun/db/billing/stripe-events'
import { inTransaction, type Pool } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import { type EventSubject, isHandled } from '@jobrun/domain/billing/stripe-event'
import type { Asked, Till, ToldEvent } from '@jobrun/domain/billing/till'
import { derivedId } from '@jobrun/domain/ids'
import type { AlertType } from '@jobrun/domain/monitor/alert-types'
import type { Events } from '../events.ts'
import type { createRefreshBilling, Refreshed } from './refresh-billing.ts'

export const EVENT_ERRAND = 'stripe-event'

export interface KeepEventDeps {
  pool: Pool
  queue: Pick<Queue, 'queueErrand' | 'wake'>
  now: () => Date
  events: Pick<Events, 'stripeEventKept'>
}

/** Whether it is new. */
export function createKeepEvent(deps: KeepEventDeps): (event: ToldEvent) => Promise<boolean> {
  return async (event) => {
    const now = deps.now()
    const handled = isHandled(event.type)
    const isNew = await inTransaction(deps.pool, async (tx) => {
      const kept = await keepStripeEvent(tx, event, { handled, now })
      if (kept && handled)
        await deps.queue.queueErrand(tx, { id: derivedId(event.id, 'first'), name: EVENT_ERRAND, subject: event.id })
      return kept
    })
    if (isNew && handled) deps.queue.wake('errand', now, now)
    deps.events.stripeEventKept({ eventId: event.id, type: event.type, isNew })
    return isNew
  }
}

export interface LookIntoDeps {
  pool: Pool
  till: Till
  refresh: ReturnType<typeof createRefreshBilling>
  /** Tells the founder, once a day. */
  alert: (type: AlertType, subject: string, words: string) => Promise<void>
  now: () => Date
}

/** The errand. Stripe is away: it throws, and comes again. */
export function createLookInto(deps: LookIntoDeps): (eventId: string) => Promise<void> {
  return async (eventId) => {
    const event = await readWaitingEvent(deps.pool, eventId)
    if (!event || !isHandled(event.type)) return
    const { id, type } = event
    const clientId = await clientOf(deps, event.subject)
    if (!clientId.ok) return settle(deps, { kind: clientId.later ? 'later' : 'refused', detail: clientId.detail })
    if (clientId.value === null)
      return finishStripeEvent(deps.pool, { id, clientId: null, outcome: 'no client of ours', now: deps.now() })
    const { session, subscription } = event.subject
    const about = { clientId: clientId.value, session, subscription, event: { id, type } }
    await settle(deps, await deps.refresh({ ...about, key: `stripe:${id}`, asked: false }))
  }
}

/** An object may name nobody that we know, and another of Stripe's objects may tell whose it is. */
async function clientOf({ pool, till }: LookIntoDeps, subject: EventSubject): Promise<Asked<string | null>> {
  const known = await findBilled(pool, subject)
  if (known) return { ok: true, value: known }
  if (subject.subscription) {
    const found = await till.findSubscription(subject.subscription)
    if (!found.ok) return found
    const { clientId: client = null, customerId: customer = null } = found.value ?? {}
    return { ok: true, value: await findBilled(pool, { ...subject, client, customer }) }
  }
  if (subject.charge) {
    const found = await till.findCharge(subject.charge)
    if (!found.ok) return found
    return { ok: true, value: await findBilled(pool, { ...subject, customer: found.value?.customerId ?? null }) }
  }
  return { ok: true, value: null }
}

/** What somebody has to mend is told and left to the sweep, which looks again each minute. */
export async function settle({ alert }: Pick<LookIntoDeps, 'alert'>, refreshed: Refreshed): Promise<void> {
  if (refreshed.kind === 'later') throw new Error(`Stripe could not be asked: ${refreshed.detail}`)
  if (refreshed.kind === 'refused')
    await alert('STRIPE_REFUSED', 'us', `Stripe refuses what we ask (${refreshed.detail}): look at key and price.`)
}
