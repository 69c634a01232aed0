/** Every sentence about money to owners. Each names us and the business, and fits two segments of GSM-7. */
import { written } from '../onboarding/owner-words.ts'
import { firstToFit, REPLY_SEGMENTS } from '../outbox/segments.ts'

export interface Billed {
  businessName: string
  timezone: string
  /** The owner's short link, which leads to a checkout. */
  paymentLink: string
  /** The owner's short link, which leads to the billing page. */
  billingLink: string
  monthlyPrice: string
}

/** Where the name has no room, the owner knows whose business it is. */
function fitting({ businessName }: Pick<Billed, 'businessName'>, words: (name: string) => string): string {
  const names = [written(businessName), written(businessName, 30), 'your business']
  return firstToFit(names.map(words), REPLY_SEGMENTS)
}

export function failed(of: Billed, until: string | null): string {
  const goesOn = until ? ` Until ${until} all goes on as it is; after that your customers only get a holding text.` : ''
  return fitting(
    of,
    (name) =>
      `JobRun: We could not take the payment for ${name}. Please look at your card here: ${of.billingLink}${goesOn}`,
  )
}

export function takenBack(of: Billed, how: 'refunded' | 'disputed', until: string | null): string {
  const what = how === 'refunded' ? 'was paid back to you' : 'is disputed with your bank'
  const goesOn = until ? ` Until ${until} all goes on as it is; after that your customers only get a holding text.` : ''
  return fitting(
    of,
    (name) =>
      `JobRun: The last payment for ${name} ${what}.${goesOn} A person will be in touch. Your billing page: ${of.billingLink}`,
  )
}

export function graceOver(of: Billed, kept: string): string {
  return fitting(
    of,
    (name) =>
      `JobRun: ${name} is still not paid for, so from now on your customers only get a holding text. Pay here and all goes on at once: ${of.billingLink} Your number is kept until ${kept}.`,
  )
}

export function ended(of: Billed, kept: string): string {
  return fitting(
    of,
    (name) =>
      `JobRun: The plan of ${name} has ended, so your customers only get a holding text. Your number is kept until ${kept}. To go on: ${of.paymentLink}`,
  )
}

export function paidAgain(of: Billed): string {
  return fitting(of, (name) => `JobRun: Payment received, thank you! ${name} goes on as before.`)
}

export function notArrived(of: Billed): string {
  return fitting(
    of,
    (name) =>
      `JobRun: Your bank did not let the payment for ${name} through. Please try again: ${of.paymentLink} We text you as soon as it is done.`,
  )
}

export function trialEnds(of: Billed, day: string): string {
  return fitting(
    of,
    (name) =>
      `JobRun: The free days of ${name} end on ${day}. From then on it is ${of.monthlyPrice} a month, and there is nothing to do. Your billing page: ${of.billingLink}`,
  )
}

export function numberGone(of: Billed, number: string): string {
  return fitting(
    of,
    (name) =>
      `JobRun: ${name} has not been paid for in 30 days, so ${number} is no longer yours. Please switch forwarding off: ##002# on a mobile. To start again: ${of.paymentLink}`,
  )
}
