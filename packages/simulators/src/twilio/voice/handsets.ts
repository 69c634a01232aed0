// The diverts of each handset, set by what it dials, and the handsets whose network is difficult.
import type { Ledger } from '../ledger.ts'
import { type Diverts, type Leg, readDialCode } from './dial-codes.ts'

export type NetworkTrick = 'hides-forwarder' | 'pretends' | 'one-leg' | 'refuses'

/** Handsets whose network misbehaves. docs/simulators.md prints this table. */
export const difficultHandsets: readonly { number: string; label: string; trick: NetworkTrick }[] = [
  { number: '+447700900961', label: 'Its network does not tell who forwarded', trick: 'hides-forwarder' },
  { number: '+447700900962', label: 'Says that calls are diverted, but they are not', trick: 'pretends' },
  { number: '+447700900963', label: 'A code for several legs sets the no-answer one only', trick: 'one-leg' },
  { number: '+447700900964', label: 'The plan does not allow diverting', trick: 'refuses' },
]

export function trickOf(handset: string): NetworkTrick | null {
  return difficultHandsets.find(({ number }) => number === handset)?.trick ?? null
}

/** What the handset's screen says, and the diverts that really hold. */
export interface DialAnswer {
  screen: string
  diverts: Diverts
}

export function dial(ledger: Ledger, { from, digits }: { from: string; digits: string }): DialAnswer {
  const dialled = readDialCode(from, digits)
  const present = ledger.diverts.get(from) ?? {}
  if (dialled.act === 'none') return { screen: 'Connection problem or invalid MMI code.', diverts: present }
  if (dialled.act === 'ask') return { screen: screenOf(present, dialled.legs), diverts: present }
  const trick = trickOf(from)
  if (dialled.act === 'set' && trick === 'refuses')
    return { screen: 'Call forwarding: not permitted.', diverts: present }
  const legs = trick === 'one-leg' && dialled.legs.length > 1 ? dialled.legs.slice(0, 1) : dialled.legs
  const isPretence = trick === 'pretends' && dialled.act === 'set'
  const diverts = { ...present }
  for (const leg of isPretence ? [] : legs) {
    if (dialled.act === 'set') diverts[leg] = dialled.number
    else delete diverts[leg]
  }
  ledger.putDiverts(from, diverts)
  const done = dialled.act === 'set' ? 'registration was successful' : 'erasure was successful'
  return { screen: `Call forwarding: ${done}.`, diverts }
}

function screenOf(diverts: Diverts, legs: readonly Leg[]): string {
  const shown = legs.map((leg) => `${leg}: ${diverts[leg] ?? 'not forwarded'}`)
  return `Call forwarding: ${shown.join(', ')}.`
}
