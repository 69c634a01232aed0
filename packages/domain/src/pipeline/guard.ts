/** OnboardingGuard: may this client be automated? Nothing is asked of a brain for one that is not live. */
export const requirements = [
  'businessName',
  'phoneNumber',
  'twilioNumber',
  'forwardingEnabled',
  'notificationPreference',
] as const
export type Missing = (typeof requirements)[number]

export interface Onboarded {
  businessName: string | null
  phoneNumber: string | null
  twilioNumber: string | null
  forwardingEnabled: boolean
  notificationPreference: string | null
}

/** What is still missing of the five; empty when the client may be automated. */
export function missingOf(client: Onboarded): Missing[] {
  return requirements.filter((name) => !client[name])
}

export interface Billing {
  paymentActive: boolean
  graceUntil: Date | null
}

/** Paid, trialling, or within the days of grace after a failed payment. */
export function isPaid(billing: Billing, now: Date): boolean {
  return billing.paymentActive || (billing.graceUntil !== null && billing.graceUntil > now)
}

/** Live: the five hold and it is paid or within grace. */
export function isLive(client: { missing: readonly Missing[]; paid: boolean }): boolean {
  return client.missing.length === 0 && client.paid
}
