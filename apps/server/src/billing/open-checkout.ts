/** The checkout that an owner's short link leads to: one open at a time, renewed when it has expired. */
import { type BillingRow, keepCheckout } from '@jobrun/db/billing/billing-rows'
import type { Pool } from '@jobrun/db/pool'
import type { SubscriptionNow, Till } from '@jobrun/domain/billing/till'
import { isPaid } from '@jobrun/domain/pipeline/guard'

export interface CheckoutDeps {
  pool: Pool
  till: Till
  publicBaseUrl: string
  trialDays: number
  now: () => Date
}

export type OpenedCheckout =
  | { kind: 'open'; url: string }
  | { kind: 'paid' }
  /** The payer was through with it, and what comes of it is not known here yet. */
  | { kind: 'complete' }
  | { kind: 'later' | 'refused'; detail: string }

/** The payer needs a while on the page. */
const LEFT_MS = 10 * 60_000

export function createOpenCheckout(deps: CheckoutDeps): (payer: BillingRow) => Promise<OpenedCheckout> {
  return async (payer) => {
    const now = deps.now()
    if (isPaid({ ...payer.standing, graceUntil: null }, now)) return { kind: 'paid' }
    const { session } = payer
    if (session?.url && session.expiresAt && session.expiresAt.getTime() > now.getTime() + LEFT_MS) {
      const found = await deps.till.findCheckout(session.id)
      if (!found.ok) return { kind: found.later ? 'later' : 'refused', detail: found.detail }
      const { status, url, subscriptionId } = found.value ?? {}
      if (status === 'open' && url) return { kind: 'open', url }
      const bought = status === 'complete' && subscriptionId ? await deps.till.findSubscription(subscriptionId) : null
      if (bought && !bought.ok) return { kind: bought.later ? 'later' : 'refused', detail: bought.detail }
      if (bought?.value && isSettling(bought.value)) return { kind: 'complete' }
    }
    return openNext(deps, payer, now)
  }
}

/** Paid, or a bank is about to say so: whoever opens the link again is not led to pay twice. */
function isSettling({ status }: SubscriptionNow): boolean {
  return status === 'trialing' || status === 'active' || status === 'incomplete'
}

/** The same number again is the same checkout at Stripe, so that two who ask at once get one. */
async function openNext(deps: CheckoutDeps, payer: BillingRow, now: Date): Promise<OpenedCheckout> {
  const number = payer.sessions + 1
  const link = `${deps.publicBaseUrl}/p/${payer.paymentToken}`
  const opened = await deps.till.openCheckout({
    clientId: payer.clientId,
    number,
    customerId: payer.customerId,
    // Nobody is free twice.
    trialDays: payer.subscriptionId === null ? deps.trialDays : 0,
    successUrl: `${link}/done`,
    cancelUrl: `${link}/closed`,
  })
  if (!opened.ok) return { kind: opened.later ? 'later' : 'refused', detail: opened.detail }
  await keepCheckout(deps.pool, { clientId: payer.clientId, checkout: opened.value, number, now })
  const { url } = opened.value
  return url ? { kind: 'open', url } : { kind: 'later', detail: `a checkout that is ${opened.value.status}` }
}
