/** Everything about money, wired: what the web answers, what errands do. Without Stripe a person's word says who has paid. */

import { readBilling } from '@jobrun/db/billing/billing-rows'
import { inTransaction, type Pool } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import type { Till } from '@jobrun/domain/billing/till'
import type { AlertType } from '@jobrun/domain/monitor/alert-types'
import { isPaid } from '@jobrun/domain/pipeline/guard'
import type { Events } from '../events.ts'
import { advanceOnboarding, type OnboardingDeps } from '../onboarding/advance-onboarding.ts'
import type { Errands } from '../onboarding/run-errands.ts'
import { createOpenCheckout } from './open-checkout.ts'
import { createRefreshBilling } from './refresh-billing.ts'
import { createKeepEvent, createLookInto, EVENT_ERRAND, settle } from './take-events.ts'

export interface BillingDeps {
  pool: Pool
  queue: Pick<Queue, 'queueDeliveries' | 'queueErrand' | 'wake'>
  /** null: Stripe is not set up. */
  till: Till | null
  onboarding: OnboardingDeps
  alert: (type: AlertType, subject: string, words: string) => Promise<void>
  now: () => Date
  events: Pick<Events, 'stripeEventKept'>
}

export function createBilling(deps: BillingDeps) {
  const keepEvent = createKeepEvent(deps)
  const { till } = deps
  if (!till) return { keepEvent, stripe: null, errands: withoutStripe(deps) }
  const { publicBaseUrl, price } = deps.onboarding
  const refresh = createRefreshBilling({ ...deps, till })
  const openCheckout = createOpenCheckout({ ...deps, till, publicBaseUrl, trialDays: price.trialDays })
  const errands: Errands = {
    [EVENT_ERRAND]: createLookInto({ ...deps, till, refresh }),
    async 'prepare-payment'(clientId) {
      const payer = await readBilling(deps.pool, clientId)
      if (!payer) return
      const opened = await openCheckout(payer)
      if (opened.kind === 'later' || opened.kind === 'refused') await settle(deps, opened)
    },
    async 'ask-payment'(clientId) {
      const about = { clientId, session: null, subscription: null, event: null }
      await settle(deps, await refresh({ ...about, key: askedKey(deps.now()), asked: true }))
    },
  }
  return { keepEvent, stripe: { till, refresh, openCheckout }, errands }
}

/** An errand that comes again within the minute is answered once. */
function askedKey(now: Date): string {
  return `asked:${now.toISOString().slice(0, 16)}`
}

function withoutStripe({ pool, queue, onboarding, now }: BillingDeps): Errands {
  return {
    async 'prepare-payment'() {},
    async 'ask-payment'(clientId) {
      const at = now()
      const known = await readBilling(pool, clientId)
      if (!known) return
      const event = { kind: 'payment-changed', paid: isPaid(known.standing, at), asked: true } as const
      await inTransaction(pool, (tx) =>
        advanceOnboarding(tx, onboarding, { clientId, event, key: askedKey(at), now: at }),
      )
      queue.wake('deliver', at, at)
    },
  }
}
