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
  'TEST_ALERT',
] as const
export type AlertType = (typeof alertTypes)[number]

export const alertSeverities = ['MEDIUM', 'HIGH'] as const
export type AlertSeverity = (typeof alertSeverities)[number]

const severities = {
  STUCK_CLIENT: 'HIGH',
  PAYMENT_BLOCK: 'MEDIUM',
  POOL_EMPTY: 'HIGH',
  POOL_LOW: 'MEDIUM',
  OPENAI_FAILURE: 'HIGH',
  INVARIANT_VIOLATION: 'HIGH',
  FALLBACK_RATE: 'MEDIUM',
  OUTBOUND_PAUSED_LONG: 'MEDIUM',
  ONBOARDING_BLOCKS: 'MEDIUM',
  OUTBOX_LATE: 'HIGH',
  DELIVERY_RATE: 'MEDIUM',
  BUDGET: 'MEDIUM',
  TEST_ALERT: 'HIGH',
} as const satisfies Record<AlertType, AlertSeverity>

export function severityOf(type: AlertType): AlertSeverity {
  return severities[type]
}

/** For "3 clients stuck": what several of one type are called. */
export const several = {
  STUCK_CLIENT: 'clients stuck',
  PAYMENT_BLOCK: 'owners have not paid',
  POOL_EMPTY: 'pools are empty',
  POOL_LOW: 'pools are low',
  OPENAI_FAILURE: 'failures of the AI',
  INVARIANT_VIOLATION: 'things are not as they must be',
  FALLBACK_RATE: 'rates of falling back are high',
  OUTBOUND_PAUSED_LONG: 'long pauses',
  ONBOARDING_BLOCKS: 'clients have texts blocked',
  OUTBOX_LATE: 'queues are late',
  DELIVERY_RATE: 'delivery rates are low',
  BUDGET: 'AI budgets run out',
  TEST_ALERT: 'tests',
} as const satisfies Record<AlertType, string>

/** What a check says is wrong now. */
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
