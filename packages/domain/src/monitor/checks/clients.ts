/** Owners who do not get on, and clients whose customers get nothing. */
import { stateFacts } from '../../onboarding/states.ts'
import type { Finding } from '../alert-types.ts'
import { type Check, check } from '../check.ts'
import type { Pause, WaitingOwner } from '../facts.ts'
import { inHours, stuckIn } from '../stuck.ts'

const HOUR_MS = 3_600_000

const stuckClients = check({
  name: 'stuck clients',
  from: 'waitingOwners',
  types: ['STUCK_CLIENT'],
  look: (owners, now) =>
    owners.flatMap((owner): Finding[] => {
      const stuck = stuckIn(owner, now)
      if (!stuck?.terminal || stuck.severity !== 'HIGH') return []
      const words = `${nameOf(owner)} is stuck in ${owner.state} for ${stuck.human}. ${stuck.reason} Ring the owner.`
      return [{ type: 'STUCK_CLIENT', ...aboutOwner(owner), words }]
    }),
})

const unpaid = check({
  name: 'payments',
  from: 'waitingOwners',
  types: ['PAYMENT_BLOCK'],
  look: (owners, now) =>
    owners.flatMap((owner): Finding[] => {
      const stuck = owner.state === 'S5_CONFIRM_LIVE' && !owner.paid ? stuckIn(owner, now) : null
      if (!stuck) return []
      const usual = inHours(stateFacts.S5_CONFIRM_LIVE.stuckAfterMinutes ?? 0)
      const words = `${nameOf(owner)} has not paid for ${stuck.human}; usual is under ${usual}. Look in Stripe, or ring.`
      return [{ type: 'PAYMENT_BLOCK', ...aboutOwner(owner), words }]
    }),
})

function aboutOwner(owner: WaitingOwner) {
  return { subject: owner.clientId, clientId: owner.clientId, name: nameOf(owner) }
}

function nameOf({ businessName, phone }: WaitingOwner): string {
  return businessName ? `${businessName} (${phone})` : phone
}

const LONG_PAUSE_MS = 24 * HOUR_MS

const longPauses = check({
  name: 'long pauses',
  from: 'pauses',
  types: ['OUTBOUND_PAUSED_LONG'],
  look: (pauses, now) => pauses.flatMap((pause) => longPause(pause, now)),
})

function longPause({ clientId, businessName, since }: Pause, now: Date): Finding[] {
  const lasted = now.getTime() - since.getTime()
  if (lasted < LONG_PAUSE_MS) return []
  const name = clientId ? businessName : 'everybody'
  const words = `texts to customers of ${name} are paused for ${inHours(Math.floor(lasted / 60_000))}: they get no answer. Resume, or tell the owner.`
  return [{ type: 'OUTBOUND_PAUSED_LONG', subject: clientId ?? 'fleet', clientId, name, words }]
}

export const clientChecks: readonly Check[] = [stuckClients, unpaid, longPauses]
