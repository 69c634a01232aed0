/**
 * The machine of onboarding as data: states, what each asks for, and what moves it on. It refuses to hold words or
 * rules; `questions.ts` reads answers and `advance.ts` walks this table and nothing else.
 */
export const onboardingStates = [
  'S1_BUSINESS_TYPE_LOCATION',
  'S2_BUSINESS_NAME',
  'S3_OWNER_NAME',
  'S4_NOTIFICATION_PREF',
  'S5_CONFIRM_LIVE',
  'S6_PHONE_TYPE',
  'S7_FWD_SENT',
  'S8_FWD_CONFIRM',
  'S9_TEST_CALL',
  'COMPLETE',
] as const
export type OnboardingState = (typeof onboardingStates)[number]

export function isOnboardingState(name: string): name is OnboardingState {
  return (onboardingStates as readonly string[]).includes(name)
}

export type Severity = 'LOW' | 'MEDIUM' | 'HIGH'

export interface StateFacts {
  /** In a few words, for pictures and lists. */
  asks: string
  /** Columns that its answer fills. */
  sets: readonly string[]
  /** null: nobody is waited for. */
  stuckAfterMinutes: number | null
  severity: Severity
  /** It will not go on by itself. */
  terminal: boolean
}

const HOUR = 60

export const stateFacts = {
  S1_BUSINESS_TYPE_LOCATION: {
    asks: 'trade and town',
    sets: ['business_type', 'service_location', 'region', 'timezone'],
    stuckAfterMinutes: 30,
    severity: 'LOW',
    terminal: false,
  },
  S2_BUSINESS_NAME: {
    asks: 'business name',
    sets: ['business_name'],
    stuckAfterMinutes: 30,
    severity: 'LOW',
    terminal: false,
  },
  S3_OWNER_NAME: {
    asks: "owner's name",
    sets: ['owner_name'],
    stuckAfterMinutes: 30,
    severity: 'LOW',
    terminal: false,
  },
  S4_NOTIFICATION_PREF: {
    asks: 'how to be alerted',
    sets: ['notification_preference'],
    stuckAfterMinutes: 30,
    severity: 'LOW',
    terminal: false,
  },
  S5_CONFIRM_LIVE: {
    asks: 'summary, price, payment link',
    sets: ['twilio_number'],
    stuckAfterMinutes: 2 * HOUR,
    severity: 'MEDIUM',
    terminal: false,
  },
  S6_PHONE_TYPE: {
    asks: 'iPhone, Android or landline',
    sets: ['phone_type'],
    stuckAfterMinutes: HOUR,
    severity: 'MEDIUM',
    terminal: false,
  },
  S7_FWD_SENT: {
    asks: 'to switch forwarding on, then DONE',
    sets: [],
    stuckAfterMinutes: 2 * HOUR,
    severity: 'MEDIUM',
    terminal: false,
  },
  S8_FWD_CONFIRM: {
    asks: 'to ring the business from another phone',
    sets: ['forwarding_enabled'],
    stuckAfterMinutes: 2 * HOUR,
    severity: 'MEDIUM',
    terminal: false,
  },
  S9_TEST_CALL: {
    asks: 'the test call',
    sets: ['forwarding_enabled'],
    stuckAfterMinutes: 24 * HOUR,
    severity: 'HIGH',
    terminal: true,
  },
  COMPLETE: {
    asks: 'nothing',
    sets: ['onboarding_complete', 'completed_at'],
    stuckAfterMinutes: null,
    severity: 'LOW',
    terminal: false,
  },
} as const satisfies Record<OnboardingState, StateFacts>

/** What can move a state: the owner's answer, payment together with a number, a proven test call. */
export type MovedBy = 'answer' | 'paid-with-number' | 'proven-call'

export interface Transition {
  from: OnboardingState
  by: MovedBy
  to: OnboardingState
  /** What the owner is told of it, and what we set going. */
  then: string
}

/** Every way forward there is. Nothing else goes forward: not an AI, not an operator. */
export const transitions = [
  { from: 'S1_BUSINESS_TYPE_LOCATION', by: 'answer', to: 'S2_BUSINESS_NAME', then: 'ask the business name' },
  { from: 'S2_BUSINESS_NAME', by: 'answer', to: 'S3_OWNER_NAME', then: "ask the owner's name" },
  { from: 'S3_OWNER_NAME', by: 'answer', to: 'S4_NOTIFICATION_PREF', then: 'ask how to alert them' },
  { from: 'S4_NOTIFICATION_PREF', by: 'answer', to: 'S5_CONFIRM_LIVE', then: 'sum up, price, payment link' },
  { from: 'S5_CONFIRM_LIVE', by: 'paid-with-number', to: 'S6_PHONE_TYPE', then: 'tell their number, ask the phone' },
  { from: 'S6_PHONE_TYPE', by: 'answer', to: 'S7_FWD_SENT', then: 'text the forwarding steps' },
  { from: 'S7_FWD_SENT', by: 'answer', to: 'S8_FWD_CONFIRM', then: 'ask for the test call' },
  { from: 'S7_FWD_SENT', by: 'proven-call', to: 'COMPLETE', then: 'tell them they are live' },
  { from: 'S8_FWD_CONFIRM', by: 'answer', to: 'S9_TEST_CALL', then: 'wait for the call' },
  { from: 'S8_FWD_CONFIRM', by: 'proven-call', to: 'COMPLETE', then: 'tell them they are live' },
  { from: 'S9_TEST_CALL', by: 'proven-call', to: 'COMPLETE', then: 'tell them they are live' },
] as const satisfies readonly Transition[]

export function nextState(from: OnboardingState, by: MovedBy): OnboardingState | null {
  return transitions.find((one) => one.from === from && one.by === by)?.to ?? null
}

/** BACK goes to the question before; S5 is payment's, so from S6 it goes to S4. */
const before: Partial<Record<OnboardingState, OnboardingState>> = {
  S2_BUSINESS_NAME: 'S1_BUSINESS_TYPE_LOCATION',
  S3_OWNER_NAME: 'S2_BUSINESS_NAME',
  S4_NOTIFICATION_PREF: 'S3_OWNER_NAME',
  S5_CONFIRM_LIVE: 'S4_NOTIFICATION_PREF',
  S6_PHONE_TYPE: 'S4_NOTIFICATION_PREF',
  S7_FWD_SENT: 'S6_PHONE_TYPE',
  S8_FWD_CONFIRM: 'S7_FWD_SENT',
  S9_TEST_CALL: 'S8_FWD_CONFIRM',
}

export function previousState(from: OnboardingState): OnboardingState | null {
  return before[from] ?? null
}
