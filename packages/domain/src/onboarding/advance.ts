/**
 * The onboarding machine: where an owner stands and what happened, to where they stand then and what we do about it.
 * It goes forward only by the table in `states.ts`. Nothing an owner or an AI says passes S5 unpaid, a stranger's call
 * completes nothing, and a field once told is never emptied.
 */
import { hear } from './hear.ts'
import { ask, askAgain, fromAnotherPhone, noNumberYet, nudge, openings, wasThatYou } from './owner-words.ts'
import type { Advanced, OnboardingEvent, OperatorsAct, Standing, Terms } from './standing.ts'
import { nextState, onboardingStates, previousState } from './states.ts'
import {
  begin,
  byDay,
  callStates,
  ended,
  goOn,
  having,
  missing,
  moveTo,
  payS5,
  prove,
  refused,
  saying,
  secondNudge,
  stands,
  type Walk,
} from './walk.ts'

export function advance(standing: Standing, event: OnboardingEvent, terms: Terms): Advanced {
  switch (event.kind) {
    case 'said':
      return hear(standing, event, terms)
    case 'payment-changed':
      return paymentChanged(standing, event, terms)
    case 'number-allocated':
      return numberAllocated(standing, event.number, terms)
    case 'pool-empty':
      return poolEmpty(standing)
    case 'number-released':
      return numberReleased(standing, terms)
    case 'call-arrived':
      return callArrived(standing, event, terms)
    case 'nudge-due':
      return nudgeDue(standing, terms)
    case 'operator':
      return act(standing, event, terms)
  }
}

function paymentChanged(
  standing: Standing,
  { paid, isNew, asked }: Extract<OnboardingEvent, { kind: 'payment-changed' }>,
  terms: Terms,
): Advanced {
  const walk = having(begin(standing), { paid })
  if (standing.state === 'S5_CONFIRM_LIVE') {
    if (paid) return ended(tellPaid(payS5(walk, terms), terms), 'paid')
    return asked
      ? ended(saying(walk, askAgain(walk.standing, terms, openings.notPaid)), 'not paid yet')
      : ended(walk, 'unpaid')
  }
  const beforeS5 = onboardingStates.indexOf(standing.state) < onboardingStates.indexOf('S5_CONFIRM_LIVE')
  const news = paid && isNew && beforeS5
  return ended(news ? saying(walk, ask(walk.standing, terms, openings.paid)) : walk, paid ? 'paid' : 'unpaid')
}

/** Said once the number is there; a number that is still being fetched brings its own words. */
function tellPaid(walk: Walk, terms: Terms): Walk {
  return walk.standing.state === 'S6_PHONE_TYPE' ? saying(walk, ask(walk.standing, terms, openings.paid)) : walk
}

function numberAllocated(standing: Standing, number: string, terms: Terms): Advanced {
  if (standing.ownNumber === number && standing.state !== 'S5_CONFIRM_LIVE')
    return ended(begin(standing), 'known number')
  const walk = having(begin(standing), { ownNumber: number })
  const waited = standing.waitsForNumber
  const next = payS5(walk, terms)
  if (next.moves.length === 0) return ended(next, 'number kept')
  const words = ask(next.standing, terms, waited ? '' : openings.paid)
  return ended(saying(next, words, waited ? 'by-day' : 'now'), 'number allocated')
}

function poolEmpty(standing: Standing): Advanced {
  if (standing.state !== 'S5_CONFIRM_LIVE' || !standing.paid || standing.waitsForNumber) {
    return ended(begin(standing), 'no number yet')
  }
  return ended(saying(having(begin(standing), { waitsForNumber: true, nudgeAt: null }), noNumberYet), 'no number yet')
}

/** Back to payment and number, whatever was beyond; whoever released it tells the owner. */
function numberReleased(standing: Standing, { now }: Terms): Advanced {
  const walk = having(begin(standing), { ownNumber: null, proven: false, pendingCall: null })
  if (!beyondS5.includes(standing.state)) return ended(walk, 'number released')
  const back = moveTo(walk, 'S5_CONFIRM_LIVE', 'the number was released', now)
  return ended(having(back, { nudgeAt: null }), 'number released')
}

const beyondS5 = onboardingStates.slice(onboardingStates.indexOf('S5_CONFIRM_LIVE') + 1)

function callArrived(
  standing: Standing,
  event: Extract<OnboardingEvent, { kind: 'call-arrived' }>,
  terms: Terms,
): Advanced {
  if (!stands(standing.state, callStates)) return ended(begin(standing), 'a call that means nothing here')
  if (event.forwardedFrom === 'known') return ended(prove(begin(standing), 'a forwarded call', terms), 'proven call')
  if (event.callerIsOwner) return ended(saying(begin(standing), fromAnotherPhone), 'called from the same phone')
  const { callSid, callerEnding: ending } = event
  const asked = having(begin(standing), { pendingCall: { callSid, ending } })
  if (standing.pendingCall && standing.pendingCall.ending === ending) return ended(asked, 'the same caller again')
  return ended(saying(asked, wasThatYou(ending)), 'asked whether it was the test call')
}

const MOST_NUDGES = 2

function nudgeDue(standing: Standing, terms: Terms): Advanced {
  const due = standing.nudgeAt !== null && standing.nudgeAt <= terms.now
  const walk = begin(standing)
  if (!due) return ended(walk, 'no nudge due')
  const idle = standing.state === 'COMPLETE' || (standing.state === 'S5_CONFIRM_LIVE' && standing.paid)
  if (idle || standing.nudges >= MOST_NUDGES) return ended(having(walk, { nudgeAt: null }), 'nothing to remind of')
  const opens = byDay(standing, terms.now)
  if (opens > terms.now) return ended(having(walk, { nudgeAt: opens }), 'reminded by day')
  const nudges = standing.nudges + 1
  const nudgeAt = nudges < MOST_NUDGES ? secondNudge(standing, terms.now) : null
  const nudged = having(walk, { nudges, nudgeAt })
  return ended(saying(nudged, nudge(nudged.standing, terms), 'by-day'), 'reminded')
}

function act(standing: Standing, { act, force }: { act: OperatorsAct; force: boolean }, terms: Terms): Advanced {
  if (standing.state === 'COMPLETE')
    return refused(standing, 'This onboarding is complete: change the client itself instead.')
  switch (act) {
    case 'advance':
      return operatorAdvances(standing, terms)
    case 'back': {
      const before = previousState(standing.state)
      if (!before) return refused(standing, 'This is the first question already.')
      return told(moveTo(begin(standing), before, 'an operator went back', terms.now), terms, 'back')
    }
    case 'restart':
      return told(restarted(begin(standing), 'an operator started over', terms), terms, 'restart')
    case 'confirm-test-call':
      if (!stands(standing.state, callStates))
        return refused(
          standing,
          'A test call can be confirmed only once the forwarding steps were texted: in S7, S8 or S9.',
        )
      return ended(prove(begin(standing), 'an operator confirmed the call', terms), 'proven call')
    case 'complete':
      return operatorCompletes(standing, force, terms)
    case 'resend':
      return told(begin(standing), terms, 'resent')
  }
}

function told(walk: Walk, terms: Terms, outcome: string): Advanced {
  return ended(saying(walk, ask(walk.standing, terms), 'by-day'), outcome)
}

/** The question is taken as answered with what is known; what the guard needs is asked for again before COMPLETE. */
function operatorAdvances(standing: Standing, terms: Terms): Advanced {
  if (standing.state === 'S5_CONFIRM_LIVE') {
    if (!standing.paid) return refused(standing, 'Nothing passes S5 unpaid: record the payment first.')
    if (!standing.ownNumber) return refused(standing, 'There is no number yet: allocate one first.')
    return told(payS5(begin(standing), terms), terms, 'advance')
  }
  if (nextState(standing.state, 'answer') === null)
    return refused(standing, 'Only a proven call goes on from here: confirm the test call instead.')
  return told(goOn(begin(standing), 'an operator advanced', terms), terms, 'advance')
}

/** By hand counts as a proven call. Forced, it is the operator's word; whether the client is live, the guard still says. */
function operatorCompletes(standing: Standing, force: boolean, terms: Terms): Advanced {
  const lacks: string[] = missing(standing)
  if (!standing.paid) lacks.push('payment')
  if (lacks.length > 0 && !force) return refused(standing, `Not complete yet, missing: ${lacks.join(', ')}.`)
  const done = having(begin(standing), { proven: true })
  return ended(
    moveTo(done, 'COMPLETE', force ? 'an operator forced it' : 'an operator completed it', terms.now),
    'complete',
  )
}

export function restarted(walk: Walk, because: string, terms: Terms): Walk {
  return moveTo(having(walk, { ahead: [], lastAnswer: null }), 'S1_BUSINESS_TYPE_LOCATION', because, terms.now)
}
