/** Who is stuck in onboarding, by the thresholds of the machine's own table: exactly at the threshold counts. */
import {
  isOnboardingState,
  type OnboardingState,
  onboardingStates,
  type Severity,
  stateFacts,
} from '../onboarding/states.ts'

const MINUTE_MS = 60_000

export interface Waiting {
  state: OnboardingState
  enteredAt: Date
}

export interface Stuck {
  minutes: number
  human: string
  reason: string
  severity: Severity
  terminal: boolean
}

/** null: not stuck. A state that was entered in the future, by a clock that went back, has lasted no time. */
export function stuckIn({ state, enteredAt }: Waiting, now: Date): Stuck | null {
  const { stuckAfterMinutes, severity, terminal, asks } = stateFacts[state]
  const minutes = Math.max(0, Math.floor((now.getTime() - enteredAt.getTime()) / MINUTE_MS))
  if (stuckAfterMinutes === null || minutes < stuckAfterMinutes) return null
  const ends = terminal ? ' It does not go on by itself.' : ''
  const reason = `Waits for: ${asks}. Usual is under ${inHours(stuckAfterMinutes)}.${ends}`
  return { minutes, human: inHours(minutes), reason, severity, terminal }
}

/** 45m, 2h, 2h 5m, 3d 4h */
export function inHours(minutes: number): string {
  const days = Math.floor(minutes / 1_440)
  const hours = Math.floor((minutes % 1_440) / 60)
  const rest = minutes % 60
  const parts = days > 0 ? [`${days}d`, hours > 0 ? `${hours}h` : ''] : [hours > 0 ? `${hours}h` : '', `${rest}m`]
  return days === 0 && hours > 0 && rest === 0 ? `${hours}h` : parts.filter(Boolean).join(' ')
}

/** For the database, which looks for them by index: after how many minutes each state counts. */
export function thresholds(): { state: OnboardingState; minutes: number }[] {
  return onboardingStates.flatMap((state) => {
    const minutes = stateFacts[state].stuckAfterMinutes
    return minutes === null ? [] : [{ state, minutes }]
  })
}

const rank = { HIGH: 0, MEDIUM: 1, LOW: 2 } as const satisfies Record<Severity, number>

/** HIGH first, then longest. */
export function worstFirst(a: Pick<Stuck, 'severity' | 'minutes'>, b: Pick<Stuck, 'severity' | 'minutes'>): number {
  return rank[a.severity] - rank[b.severity] || b.minutes - a.minutes
}

/** A word by hand that is no state counts as the first: it is shown, not lost. */
export function stateFrom(written: string): OnboardingState {
  return isOnboardingState(written) ? written : 'S1_BUSINESS_TYPE_LOCATION'
}
