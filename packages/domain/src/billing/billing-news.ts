/** What owner and founder are told when a client's billing changed. Each piece of news has a key, and is told once. */
import { dayIn } from '../inbound/local-day.ts'
import { type BillingStanding, numberKeptUntil } from './billing-state.ts'
import type { Billed } from './billing-texts.ts'
import * as texts from './billing-texts.ts'
import type { HandledType } from './stripe-event.ts'
import type { SubscriptionNow } from './till.ts'

export interface News {
  key: string
  /** null: the founder's business alone. */
  owner: string | null
  /** After the client's name; null: the owner's business alone. */
  founder: string | null
}

interface Changed {
  before: BillingStanding
  after: BillingStanding
  subscription: SubscriptionNow
  /** What made us look; null: nothing of Stripe's. */
  told: HandledType | null
}

export function newsOf(change: Changed, of: Billed): News[] {
  const { before, after, subscription, told } = change
  const once = (what: string) => `${what}:${subscription.id}:${stamp(after)}`
  if (told === 'customer.subscription.trial_will_end' && after.state === 'TRIAL_ACTIVE' && subscription.trialEndsAt) {
    const owner = texts.trialEnds(of, dayOf(of, subscription.trialEndsAt))
    return [{ key: `trial-ends:${subscription.id}`, owner, founder: null }]
  }
  if (told === 'checkout.session.async_payment_failed' && !after.paymentActive)
    return [
      { key: once('not-arrived'), owner: texts.notArrived(of), founder: 'did not pay: the bank refused the payment.' },
    ]
  if (before.state === after.state) return []
  if (after.paymentActive)
    return before.unpaidSince
      ? [
          {
            key: `paid-again:${subscription.id}:${before.unpaidSince.getTime()}`,
            owner: texts.paidAgain(of),
            founder: null,
          },
        ]
      : []
  if (after.unpaidSince === null) return []
  switch (after.state) {
    case 'DELINQUENT': {
      const until = after.graceUntil ? dayOf(of, after.graceUntil) : null
      if (subscription.takenBack)
        return [
          {
            key: once(subscription.takenBack),
            owner: texts.takenBack(of, subscription.takenBack, until),
            founder: `had its payment ${subscription.takenBack}.`,
          },
        ]
      return [{ key: once('failed'), owner: texts.failed(of, until), founder: 'could not be charged.' }]
    }
    case 'SUSPENDED':
    case 'CANCELED':
    case 'TRIAL_EXPIRED': {
      const kept = dayOf(of, numberKeptUntil(after.unpaidSince))
      return [
        {
          key: once(after.state),
          owner: texts.ended(of, kept),
          founder: `is ${after.state}: customers get the holding text.`,
        },
      ]
    }
    case 'TRIAL_PENDING':
    case 'TRIAL_ACTIVE':
    case 'ACTIVE':
      return []
  }
}

function stamp({ unpaidSince }: BillingStanding): string {
  return String(unpaidSince?.getTime() ?? 0)
}

export function dayOf({ timezone }: Pick<Billed, 'timezone'>, at: Date): string {
  const [, month = '', day = ''] = dayIn(timezone, at).split('-')
  return `${Number(day)} ${months[Number(month) - 1]}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
