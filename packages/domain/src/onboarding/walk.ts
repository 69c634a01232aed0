/** The steps an event is made of: one state after another, each move written down with its reason. */
import { leavesAt } from '../outbox/quiet-hours.ts'
import { regionOf } from '../phone.ts'
import { missingOf } from '../pipeline/guard.ts'
import { live } from './owner-words.ts'
import type { Advanced, Effect, Field, Move, Standing, Terms } from './standing.ts'
import { nextState, type OnboardingState, stateFacts } from './states.ts'

export interface Walk {
  standing: Standing
  moves: readonly Move[]
  effects: readonly Effect[]
}

export function begin(standing: Standing): Walk {
  return { standing, moves: [], effects: [] }
}

export function having(walk: Walk, change: Partial<Standing>): Walk {
  return { ...walk, standing: { ...walk.standing, ...change } }
}

export function doing(walk: Walk, ...effects: readonly Effect[]): Walk {
  return { ...walk, effects: [...walk.effects, ...effects] }
}

export function saying(walk: Walk, body: string, when: 'now' | 'by-day' = 'now'): Walk {
  return doing(walk, { kind: 'say', when, body })
}

export function ended({ standing, moves, effects }: Walk, outcome: string): Advanced {
  return { standing, moves, effects, outcome, refused: null }
}

export function refused(standing: Standing, because: string): Advanced {
  return { standing, moves: [], effects: [], outcome: 'refused', refused: because }
}

export function moveTo(walk: Walk, to: OnboardingState, because: string, now: Date): Walk {
  const { standing, moves } = walk
  const entered: Standing = {
    ...standing,
    state: to,
    enteredAt: now,
    rejections: 0,
    handedOver: false,
    nudges: 0,
    pendingCall: stands(to, callStates) ? standing.pendingCall : null,
    completedAt: to === 'COMPLETE' ? now : null,
  }
  const next = { ...entered, nudgeAt: firstNudge(entered, now) }
  return { ...walk, standing: next, moves: [...moves, { from: standing.state, to, because }] }
}

/** Where a call may prove the forwarding; anywhere else it changes nothing. */
export const callStates: readonly OnboardingState[] = ['S7_FWD_SENT', 'S8_FWD_CONFIRM', 'S9_TEST_CALL']

export function stands(state: OnboardingState, among: readonly OnboardingState[]): boolean {
  return among.includes(state)
}

const fieldOf: Partial<Record<OnboardingState, Field>> = {
  S2_BUSINESS_NAME: 'businessName',
  S3_OWNER_NAME: 'ownerName',
}

/** Goes on from an answered question, past those that were answered ahead or that payment has answered. */
export function goOn(walk: Walk, because: string, terms: Terms): Walk {
  const next = nextState(walk.standing.state, 'answer')
  return next ? settle(moveTo(walk, next, because, terms.now), terms) : walk
}

/** What the state that was just entered comes to by itself. */
export function settle(walk: Walk, terms: Terms): Walk {
  const { standing } = walk
  const field = fieldOf[standing.state]
  if (field && standing.ahead.includes(field) && standing.collected[field] !== null) {
    const ahead = standing.ahead.filter((one) => one !== field)
    return goOn(having(walk, { ahead }), 'told before', terms)
  }
  if (standing.state === 'S5_CONFIRM_LIVE')
    return standing.paid ? payS5(walk, terms) : doing(walk, { kind: 'prepare-payment' })
  if (standing.state === 'S7_FWD_SENT' && standing.proven) return prove(walk, 'forwarding was proven before', terms)
  return walk
}

/** S5 is passed by payment and a number, by nothing else. */
export function payS5(walk: Walk, terms: Terms): Walk {
  const { standing } = walk
  if (standing.state !== 'S5_CONFIRM_LIVE' || !standing.paid) return walk
  if (standing.ownNumber === null) {
    return doing(walk, {
      kind: 'allocate-number',
      region: standing.collected.region ?? regionOf(standing.ownerPhone) ?? 'GB',
    })
  }
  const next = nextState(standing.state, 'paid-with-number')
  const paid = having(walk, { waitsForNumber: false, lastAnswer: null })
  return next ? moveTo(paid, next, 'paid, with a number', terms.now) : paid
}

const asksFor: Readonly<Record<string, OnboardingState>> = {
  businessName: 'S2_BUSINESS_NAME',
  notificationPreference: 'S4_NOTIFICATION_PREF',
  twilioNumber: 'S5_CONFIRM_LIVE',
}

/** A proven call completes, if the guard's five hold and it is paid; else the owner goes back to what is missing. */
export function prove(walk: Walk, because: string, terms: Terms): Walk {
  const proven = having(walk, { proven: true, pendingCall: null, lastAnswer: null })
  const { standing } = proven
  const gap = missing(standing)[0]
  const back = gap ? asksFor[gap] : standing.paid ? undefined : 'S5_CONFIRM_LIVE'
  if (back) {
    const words = `${gap ?? 'payment'} is missing although forwarding works; the owner is asked for it again.`
    const told = doing(proven, { kind: 'tell-founder', type: 'ONBOARDING_GAP', words })
    return settle(moveTo(told, back, `missing ${gap ?? 'payment'}`, terms.now), terms)
  }
  const next = nextState(standing.state, 'proven-call')
  if (!next) return proven
  return saying(moveTo(proven, next, because, terms.now), live(standing))
}

export function missing({ collected, ownerPhone, ownNumber, proven }: Standing) {
  return missingOf({
    businessName: collected.businessName,
    phoneNumber: ownerPhone,
    twilioNumber: ownNumber,
    forwardingEnabled: proven,
    notificationPreference: collected.notificationPreference,
  })
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Once the state has lasted as long as it usually takes; by day where the owner is. */
export function firstNudge(standing: Standing, now: Date): Date | null {
  const after = stateFacts[standing.state].stuckAfterMinutes
  return after === null ? null : byDay(standing, new Date(now.getTime() + after * MINUTE_MS))
}

export function secondNudge(standing: Standing, now: Date): Date {
  return byDay(standing, new Date(now.getTime() + DAY_MS))
}

export function byDay({ collected, ownerPhone }: Standing, at: Date): Date {
  return leavesAt('owner-notice', at, {
    timezone: collected.timezone ?? '',
    region: collected.region ?? regionOf(ownerPhone) ?? '',
  })
}
