// Money that goes back: refunds by the account, disputes by the payer's bank.
import { newId } from './ids.ts'
import { noSuch, Refusal } from './refusal.ts'
import { changeAndTell, type Shop, tell } from './shop.ts'

/** All that is left if no amount is given. */
export function refund(shop: Shop, chargeId: string, wanted: { amount?: number | undefined; reason?: string | null }) {
  const charge = shop.books.charges.get(chargeId)
  if (!charge) throw noSuch('charge', chargeId, 'charge')
  const left = charge.amount - charge.amountRefunded
  if (charge.failure || left === 0)
    throw new Refusal(400, {
      code: charge.failure ? 'charge_not_refundable' : 'charge_already_refunded',
      message: charge.failure
        ? `Charge ${chargeId} has not succeeded.`
        : `Charge ${chargeId} has already been refunded.`,
    })
  const amount = wanted.amount ?? left
  if (amount < 1 || amount > left)
    throw new Refusal(400, {
      message: `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`,
      param: 'amount',
    })
  const id = newId('refund')
  const { paymentIntent, currency, customer } = charge
  const made = {
    id,
    created: shop.now(),
    charge: chargeId,
    customer,
    paymentIntent,
    amount,
    currency,
    reason: wanted.reason ?? null,
  }
  shop.books.refunds.set(id, made)
  tell(shop, 'refund.created', id)
  changeAndTell(shop, 'charge.refunded', chargeId, () => {
    charge.amountRefunded += amount
  })
  return made
}

export function openDispute(shop: Shop, chargeId: string, reason: string) {
  const charge = shop.books.charges.get(chargeId)
  if (!charge) throw noSuch('charge', chargeId, 'charge')
  const id = newId('dispute')
  const { paymentIntent, amount, currency } = charge
  charge.disputed = true
  const made = { id, created: shop.now(), charge: chargeId, paymentIntent, amount, currency, reason }
  shop.books.disputes.set(id, { ...made, status: 'needs_response' })
  tell(shop, 'charge.dispute.created', id)
  return id
}

export function closeDispute(shop: Shop, id: string, status: 'won' | 'lost'): void {
  const dispute = shop.books.disputes.get(id)
  if (!dispute) throw noSuch('dispute', id)
  dispute.status = status
  tell(shop, 'charge.dispute.closed', id)
}
