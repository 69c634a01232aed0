// What a test, a page or the demo world may do with the stand-in besides speaking Stripe to it.
import { collect } from './bill.ts'
import { type CardSlug, cards } from './cards.ts'
import { type CheckoutEnd, expireCheckout, payCheckout, settleCheckout } from './checkout.ts'
import { closeDispute, openDispute, refund } from './money-back.ts'
import type { EventAttempt, EventPost } from './post-events.ts'
import type { CheckoutSession, Invoice, StripeEvent, Subscription } from './records.ts'
import { noSuch, Refusal } from './refusal.ts'
import type { NextRequests, RequestFaults, StripeSettings } from './settings.ts'
import type { Shop } from './shop.ts'
import {
  cancelNow,
  changeCard,
  pauseSubscription,
  renew,
  resumeSubscription,
  runningSubscription,
  updateSubscription,
} from './subscriptions.ts'

export interface StripeState {
  /** ISO, by the stand-in's clock. */
  now: string
  webhookUrl: string | null
  settings: StripeSettings
  nextRequests: readonly NextRequests[]
  sessions: CheckoutSession[]
  subscriptions: Subscription[]
  invoices: Invoice[]
  events: { id: string; type: string; created: number }[]
}

/** Ids that do not exist are refused with a sentence. */
export interface StripeControls {
  state(): StripeState
  menu(): { label: string; card: CardSlug; number: string }[]
  /** Where events go; null: nowhere, they can be listed all the same. */
  setWebhookUrl(url: string | null): void
  set(settings: Partial<StripeSettings>): void
  failNextRequests(fault: Omit<NextRequests, 'times'> & { times?: number }): void
  clearFaults(): void
  /** As on the payment page; the good card if none is given. */
  pay(sessionId: string, card?: CardSlug): CheckoutEnd
  decline(sessionId: string): CheckoutEnd
  expire(sessionId: string): void
  /** A bank debit is settled now. */
  settle(sessionId: string): void
  /** The trial ends now, or the period, and the next one is billed. */
  endPeriod(subscriptionId: string): void
  /** As `endPeriod`, and the payment is declined. */
  failRenewal(subscriptionId: string): void
  /** One more try of an open invoice. */
  retry(invoiceId: string): 'paid' | 'failed'
  useCard(subscriptionId: string, card: CardSlug): void
  cancel(subscriptionId: string, when?: 'now' | 'period-end'): void
  pause(subscriptionId: string): void
  resume(subscriptionId: string): void
  /** Of a charge, or of the last paid invoice of a subscription. */
  refund(id: string, amount?: number): string
  dispute(id: string, reason?: string): string
  closeDispute(disputeId: string, status: 'won' | 'lost'): void
  /** Moves the clock and runs what became due. */
  advance(ms: number): void
  events(): readonly StripeEvent[]
  /** Posts a kept event again, at the same moment if several times. Answers the statuses. */
  resend(eventId: string, times?: number): Promise<(number | null)[]>
  /** The last 10,000 tries, oldest first. */
  eventAttempts(): readonly EventAttempt[]
  /** Resolves when no event waits for its first try; throws after `withinMs` (5,000). */
  whenQuiet(withinMs?: number): Promise<void>
}

export interface ControlDeps {
  shop: Shop
  post: EventPost
  faults: RequestFaults
  /** Runs what is due, then the act, then writes the books. */
  act: <T>(work: () => T) => T
  moveClock: (ms: number) => void
}

export function createControls(deps: ControlDeps): StripeControls {
  const { shop, post, faults, act } = deps
  const usual = { ...shop.settings }
  return {
    state: () => act(() => stateOf(deps)),
    menu: () => cards.map(({ label, slug, number }) => ({ label, card: slug, number })),
    setWebhookUrl: (url) => {
      post.webhookUrl = url
    },
    set: (changes) => Object.assign(shop.settings, changes),
    failNextRequests: (fault) => faults.add({ times: 1, ...fault }),
    clearFaults: () => {
      faults.clear()
      Object.assign(shop.settings, usual)
    },
    ...checkoutControls(deps),
    ...subscriptionControls(deps),
    refund: (id, amount) => act(() => refund(shop, chargeOf(shop, id), { amount }).id),
    dispute: (id, reason = 'fraudulent') => act(() => openDispute(shop, chargeOf(shop, id), reason)),
    closeDispute: (id, status) => act(() => closeDispute(shop, id, status)),
    advance: (ms) => {
      deps.moveClock(ms)
      act(() => {})
    },
    events: () => [...shop.books.events.values()],
    resend: (id, times = 1) => {
      const event = shop.books.events.get(id)
      if (!event) throw noSuch('event', id)
      return post.resend(event, times)
    },
    eventAttempts: () => post.attempts.slice(-10_000),
    whenQuiet: (withinMs = 5_000) => whenQuiet(() => post.busy, withinMs),
  }
}

function checkoutControls({ shop, act }: ControlDeps) {
  const present = (id: string) => {
    const found = shop.books.sessions.get(id)
    if (!found) throw noSuch('checkout.session', id)
    return found
  }
  return {
    pay: (id: string, card?: CardSlug) => act(() => payCheckout(shop, id, card)),
    decline: (id: string) => act(() => payCheckout(shop, id, 'declined')),
    expire: (id: string) =>
      act(() => {
        const session = present(id)
        if (session.status !== 'open')
          throw new Refusal(400, { message: `Checkout ${id} is ${session.status}; only an open one can expire.` })
        expireCheckout(shop, session)
      }),
    settle: (id: string) =>
      act(() => {
        const session = present(id)
        if (session.settlesAt === null)
          throw new Refusal(400, { message: `No payment of checkout ${id} is on its way.` })
        settleCheckout(shop, session)
      }),
  }
}

function subscriptionControls({ shop, act }: ControlDeps) {
  const change = (id: string, how: (subscription: Subscription) => void) =>
    act(() => how(runningSubscription(shop, id)))
  return {
    endPeriod: (id: string) => change(id, (subscription) => endPeriod(shop, subscription)),
    failRenewal: (id: string) =>
      change(id, (subscription) => {
        subscription.declineNext = true
        endPeriod(shop, subscription)
      }),
    retry: (id: string) =>
      act(() => {
        const invoice = shop.books.invoices.get(id)
        if (invoice?.status !== 'open') throw noSuch('open invoice', id)
        return collect(shop, invoice)
      }),
    useCard: (id: string, card: CardSlug) => change(id, (subscription) => changeCard(shop, subscription, card)),
    cancel: (id: string, when: 'now' | 'period-end' = 'now') =>
      change(id, (subscription) =>
        when === 'now'
          ? cancelNow(shop, subscription)
          : updateSubscription(shop, subscription, { cancelAtPeriodEnd: true }),
      ),
    pause: (id: string) => change(id, (subscription) => pauseSubscription(shop, subscription)),
    resume: (id: string) => change(id, (subscription) => resumeSubscription(shop, subscription)),
  }
}

function endPeriod(shop: Shop, subscription: Subscription): void {
  if (subscription.cancelAtPeriodEnd) cancelNow(shop, subscription)
  else renew(shop, subscription, shop.now())
}

function chargeOf(shop: Shop, id: string): string {
  if (!shop.books.subscriptions.has(id)) return id
  const paid = [...shop.books.invoices.values()].findLast(
    (invoice) => invoice.subscription === id && invoice.status === 'paid' && invoice.charge !== null,
  )
  if (!paid?.charge) throw new Refusal(400, { message: `Subscription ${id} has no payment yet; end its trial first.` })
  return paid.charge
}

function stateOf({ shop, post, faults }: ControlDeps): StripeState {
  const { sessions, subscriptions, invoices, events } = shop.books
  return {
    now: new Date(shop.now() * 1000).toISOString(),
    webhookUrl: post.webhookUrl,
    settings: { ...shop.settings },
    nextRequests: faults.waiting(),
    sessions: [...sessions.values()],
    subscriptions: [...subscriptions.values()],
    invoices: [...invoices.values()],
    events: [...events.values()].slice(-200).map(({ id, type, created }) => ({ id, type, created })),
  }
}

async function whenQuiet(busy: () => number, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs
  while (busy() > 0) {
    if (performance.now() > until) throw new Error(`Events were still on their way after ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
