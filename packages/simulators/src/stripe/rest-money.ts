// Charges, refunds, disputes, and the events that told of everything.
import { z } from 'zod'
import { metadata, whole } from './fields.ts'
import { refund } from './money-back.ts'
import { pageFields, pageOf } from './pages.ts'
import { noSuch, Refusal } from './refusal.ts'
import type { Door } from './rest-door.ts'
import type { Shop } from './shop.ts'
import { wireEvent } from './wire-event.ts'
import { wireCharge, wireDispute, wireRefund } from './wire-money.ts'

const refundForm = z.strictObject({
  charge: z.string().optional(),
  payment_intent: z.string().optional(),
  amount: whole.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: metadata.optional(),
})

const ofCharge = z.strictObject({ ...pageFields, charge: z.string().optional(), payment_intent: z.string().optional() })

type OfCharge = { charge: string; paymentIntent: string }

function isOf(record: OfCharge, wanted: z.infer<typeof ofCharge>): boolean {
  const { charge, payment_intent } = wanted
  return (
    (charge === undefined || record.charge === charge) &&
    (payment_intent === undefined || record.paymentIntent === payment_intent)
  )
}

export function serveMoney(door: Door, shop: Shop): void {
  const { charges, refunds, disputes } = shop.books
  door.get('/v1/charges', ({ form, path, version }) => {
    const { customer, payment_intent, ...wanted } = z
      .strictObject({ ...pageFields, customer: z.string().optional(), payment_intent: z.string().optional() })
      .parse(form)
    const records = [...charges.values()].filter(
      (one) =>
        (customer === undefined || one.customer === customer) &&
        (payment_intent === undefined || one.paymentIntent === payment_intent),
    )
    return pageOf(path, records, { wanted, show: (one) => wireCharge(one, version) })
  })
  door.get('/v1/charges/:id', ({ params: { id = '' }, version }) => {
    const found = charges.get(id)
    if (!found) throw noSuch('charge', id)
    return wireCharge(found, version)
  })
  door.post('/v1/refunds', ({ form }) => {
    const { charge, payment_intent, amount, reason } = refundForm.parse(form)
    const paid = [...charges.values()].find((one) => one.paymentIntent === payment_intent && one.failure === null)
    const chargeId = charge ?? paid?.id
    if (chargeId === undefined)
      throw new Refusal(400, { message: 'One of the following params should be provided: charge, payment_intent.' })
    return wireRefund(refund(shop, chargeId, { amount, reason: reason ?? null }))
  })
  door.get('/v1/refunds', ({ form, path }) => {
    const wanted = ofCharge.parse(form)
    return pageOf(
      path,
      [...refunds.values()].filter((one) => isOf(one, wanted)),
      { wanted, show: wireRefund },
    )
  })
  door.get('/v1/disputes', ({ form, path }) => {
    const wanted = ofCharge.parse(form)
    return pageOf(
      path,
      [...disputes.values()].filter((one) => isOf(one, wanted)),
      { wanted, show: wireDispute },
    )
  })
  door.get('/v1/disputes/:id', ({ params: { id = '' } }) => {
    const found = disputes.get(id)
    if (!found) throw noSuch('dispute', id)
    return wireDispute(found)
  })
}

const eventListForm = z.strictObject({
  ...pageFields,
  type: z.string().optional(),
  types: z.array(z.string()).max(20).optional(),
  delivery_success: z.string().optional(),
})

/** Stripe keeps events for 30 days. */
const eventsKept = 30 * 24 * 60 * 60

export function serveEvents(door: Door, shop: Shop): void {
  const { events } = shop.books
  door.get('/v1/events', ({ form, path }) => {
    const { type, types, delivery_success: _success, ...wanted } = eventListForm.parse(form)
    const oldest = shop.now() - eventsKept
    const records = [...events.values()].filter(
      (event) =>
        event.created >= oldest &&
        (type === undefined || fits(event.type, type)) &&
        (types === undefined || types.includes(event.type)),
    )
    return pageOf(path, records, { wanted, show: (event) => wireEvent(event, 0) })
  })
  door.get('/v1/events/:id', ({ params: { id = '' } }) => {
    const found = events.get(id)
    if (!found) throw noSuch('event', id)
    return wireEvent(found, 0)
  })
}

/** `customer.subscription.*` stands for all of them. */
function fits(type: string, wanted: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted
}
