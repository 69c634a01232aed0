/** What the founder can be alerted of, and how bad each is. Every text of an alert begins with its type. */
export const alertTypes = [
  'STUCK_CLIENT',
  'PAYMENT_BLOCK',
  'POOL_EMPTY',
  'POOL_LOW',
  'OPENAI_FAILURE',
  'INVARIANT_VIOLATION',
  'FALLBACK_RATE',
  'OUTBOUND_PAUSED_LONG',
  'ONBOARDING_BLOCKS',
  'OUTBOX_LATE',
  'DELIVERY_RATE',
  'BUDGET',
  'SENDING_REFUSED',
  'SENT_TWICE',
  'NUMBER_SETUP',
  'NUMBER_PURCHASE',
  'STRIPE_REFUSED',
  'BILLING',
  'OWNER_NOT_TOLD',
  'OWNER_UNREACHABLE',
  'OWNER_OPTED_OUT',
  'OWNER_STUCK',
  'OWNER_ASKS',
  'OWNER_ABROAD',
  'OWNER_LIVE',
  'ONBOARDING_GAP',
  'TEST_ALERT',
] as const
export type AlertType = (typeof alertTypes)[number]

export const alertSeverities = ['MEDIUM', 'HIGH'] as const
export type AlertSeverity = (typeof alertSeverities)[number]

interface Known {
  severity: AlertSeverity
  /** For "3 clients stuck": what several of one type are called. */
  several: string
}

const known = {
  STUCK_CLIENT: { severity: 'HIGH', several: 'clients stuck' },
  PAYMENT_BLOCK: { severity: 'MEDIUM', several: 'owners have not paid' },
  POOL_EMPTY: { severity: 'HIGH', several: 'pools are empty' },
  POOL_LOW: { severity: 'MEDIUM', several: 'pools are low' },
  OPENAI_FAILURE: { severity: 'HIGH', several: 'failures of the AI' },
  INVARIANT_VIOLATION: { severity: 'HIGH', several: 'things are not as they must be' },
  FALLBACK_RATE: { severity: 'MEDIUM', several: 'rates of falling back are high' },
  OUTBOUND_PAUSED_LONG: { severity: 'MEDIUM', several: 'long pauses' },
  ONBOARDING_BLOCKS: { severity: 'MEDIUM', several: 'counts of blocked texts are high' },
  OUTBOX_LATE: { severity: 'HIGH', several: 'queues are late' },
  DELIVERY_RATE: { severity: 'MEDIUM', several: 'delivery rates are low' },
  BUDGET: { severity: 'MEDIUM', several: 'AI budgets run out' },
  SENDING_REFUSED: { severity: 'HIGH', several: 'kinds of refusals by Twilio' },
  SENT_TWICE: { severity: 'MEDIUM', several: 'texts went out twice' },
  NUMBER_SETUP: { severity: 'MEDIUM', several: 'numbers do not reach us' },
  NUMBER_PURCHASE: { severity: 'MEDIUM', several: 'numbers could not be bought' },
  STRIPE_REFUSED: { severity: 'HIGH', several: 'refusals by Stripe' },
  BILLING: { severity: 'MEDIUM', several: 'pieces of news from billing' },
  OWNER_NOT_TOLD: { severity: 'HIGH', several: 'owners were not told' },
  OWNER_UNREACHABLE: { severity: 'MEDIUM', several: 'owners cannot be reached' },
  OWNER_OPTED_OUT: { severity: 'MEDIUM', several: 'owners want no more texts' },
  OWNER_STUCK: { severity: 'MEDIUM', several: 'owners were not understood' },
  OWNER_ASKS: { severity: 'MEDIUM', several: 'owners ask for a person' },
  OWNER_ABROAD: { severity: 'MEDIUM', several: 'owners sign up from abroad' },
  OWNER_LIVE: { severity: 'MEDIUM', several: 'owners are live' },
  ONBOARDING_GAP: { severity: 'MEDIUM', several: 'sign-ups are not whole' },
  TEST_ALERT: { severity: 'HIGH', several: 'tests' },
} as const satisfies Record<AlertType, Known>

export function severityOf(type: AlertType): AlertSeverity {
  return known[type].severity
}

export function isAlertType(written: string): written is AlertType {
  return Object.hasOwn(known, written)
}

export function severalOf(type: string): string {
  return isAlertType(type) ? known[type].several : 'of this'
}

/** What is wrong: found by a check, or just happened. */
export interface Finding {
  type: AlertType
  /** What it is about; with the type it names the incident. */
  subject: string
  clientId: string | null
  /** Of one among several. */
  name: string
  /** A sentence or two: what is wrong and what to do. */
  words: string
}
