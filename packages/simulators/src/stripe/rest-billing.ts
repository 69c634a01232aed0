// Subscriptions and invoices.
import { z } from 'zod'
import { collect } from './bill.ts'
import { cardOf, declineOf } from './cards.ts'
import { metadata, whole, yesNo } from './fields.ts'
import { pageFields, pageOf } from './pages.ts'
import type { Invoice, Subscription } from './records.ts'
import { noSuch, Refusal } from './refusal.ts'
import type { Door } from './rest-door.ts'
import { runDue } from './run-due.ts'
import { type Shop, show, type Wire } from './shop.ts'
import {
  cancelNow,
  pauseSubscription,
  resumeSubscription,
  runningSubscription,
  subscriptionOf,
  updateSubscription,
} from './subscriptions.ts'

const updateForm = z.strictObject({
  metadata: metadata.optional(),
  cancel_at_period_end: yesNo.optional(),
  pause_collection: z
    .union([
      z.literal(''),
      z.strictObject({
        behavior: z.enum(['keep_as_draft', 'mark_uncollectible', 'void']),
        resumes_at: whole.optional(),
      }),
    ])
    .optional(),
  trial_end: z.union([z.literal('now'), whole]).optional(),
  proration_behavior: z.string().optional(),
  payment_behavior: z.string().optional(),
})

const listForm = z.strictObject({
  ...pageFields,
  customer: z.string().optional(),
  price: z.string().optional(),
  status: z.string().optional(),
})

export function serveSubscriptions(door: Door, shop: Shop): void {
  const shown = ({ id }: { id: string }, version: string): Wire => show(shop, id, version) ?? {}
  door.get('/v1/subscriptions', ({ form, path, version }) => {
    const { customer, price, status, ...wanted } = listForm.parse(form)
    const records = [...shop.books.subscriptions.values()].filter(
      (one) =>
        (customer === undefined || one.customer === customer) &&
        (price === undefined || one.price.id === price) &&
        isWanted(one, status),
    )
    return pageOf(path, records, { wanted, show: (one) => shown(one, version) })
  })
  door.get('/v1/subscriptions/:id', ({ params: { id = '' }, version }) => shown(subscriptionOf(shop, id), version))
  door.post('/v1/subscriptions/:id', ({ form, params: { id = '' }, version }) => {
    const subscription = runningSubscription(shop, id)
    updateSubscription(shop, subscription, changeIn(shop, updateForm.parse(form)))
    runDue(shop)
    return shown(subscription, version)
  })
  door.delete('/v1/subscriptions/:id', ({ params: { id = '' }, version }) => {
    const subscription = runningSubscription(shop, id)
    cancelNow(shop, subscription)
    return shown(subscription, version)
  })
  door.post('/v1/subscriptions/:id/pause', ({ params: { id = '' }, version }) => {
    const subscription = runningSubscription(shop, id)
    pauseSubscription(shop, subscription)
    return shown(subscription, version)
  })
  door.post('/v1/subscriptions/:id/resume', ({ params: { id = '' }, version }) => {
    const subscription = runningSubscription(shop, id)
    resumeSubscription(shop, subscription)
    return shown(subscription, version)
  })
}

function changeIn(shop: Shop, given: z.infer<typeof updateForm>) {
  const { metadata, cancel_at_period_end: cancelAtPeriodEnd, pause_collection: pause, trial_end: trialEnd } = given
  return {
    metadata,
    cancelAtPeriodEnd,
    pause: pause === '' ? null : pause && { behavior: pause.behavior, resumesAt: pause.resumes_at ?? null },
    trialEnd: trialEnd === 'now' ? shop.now() : trialEnd,
  }
}

/** Ended ones are left out unless asked for. */
function isWanted({ status }: Subscription, wanted: string | undefined): boolean {
  if (wanted === 'all') return true
  if (wanted === 'ended') return status === 'canceled' || status === 'incomplete_expired'
  return wanted === undefined ? status !== 'canceled' : status === wanted
}

const invoiceListForm = z.strictObject({
  ...pageFields,
  customer: z.string().optional(),
  subscription: z.string().optional(),
  status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
})

export function serveInvoices(door: Door, shop: Shop): void {
  const shown = ({ id }: Invoice, version: string): Wire => show(shop, id, version) ?? {}
  const present = (id: string): Invoice => {
    const found = shop.books.invoices.get(id)
    if (!found) throw noSuch('invoice', id)
    return found
  }
  door.get('/v1/invoices', ({ form, path, version }) => {
    const { customer, subscription, status, ...wanted } = invoiceListForm.parse(form)
    const records = [...shop.books.invoices.values()].filter(
      (one) =>
        (customer === undefined || one.customer === customer) &&
        (subscription === undefined || one.subscription === subscription) &&
        (status === undefined || one.status === status),
    )
    return pageOf(path, records, { wanted, show: (one) => shown(one, version) })
  })
  door.get('/v1/invoices/:id', ({ params: { id = '' }, version }) => shown(present(id), version))
  door.post('/v1/invoices/:id/pay', ({ params: { id = '' }, version }) => {
    const invoice = present(id)
    if (invoice.status === 'paid') throw new Refusal(400, { message: 'Invoice is already paid' })
    if (invoice.status !== 'open')
      throw new Refusal(400, { message: `This invoice can no longer be paid: it is ${invoice.status}.` })
    if (collect(shop, invoice) === 'failed') throw cardError(shop, invoice)
    return shown(invoice, version)
  })
}

function cardError(shop: Shop, invoice: Invoice): Refusal {
  const charge = shop.books.charges.get(invoice.charge ?? '')
  const { code, message } = charge?.failure ?? declineOf(cardOf('declined'))
  return new Refusal(402, { type: 'card_error', code, message, decline_code: 'generic_decline' })
}
