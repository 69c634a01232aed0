/** Which held texts may go now: the gate is asked as it will be when they leave, and what came too late is told apart. */
import type { NotReleased } from '@jobrun/contracts/held'
import type { HeldRow } from '@jobrun/db/operator/held'
import { gate, type Switches } from '@jobrun/domain/outbox/gate'
import { type Purpose, purposes } from '@jobrun/domain/outbox/purpose'

const LAPSES_AFTER_MS = 30 * 60_000

/** Rows made by hand may lack the moment; they are as old as they are. */
export function heldSince(row: Pick<HeldRow, 'heldAt' | 'createdAt'>): Date {
  return row.heldAt ?? row.createdAt
}

export function isLapsed(row: Pick<HeldRow, 'heldAt' | 'createdAt'>, now: Date): boolean {
  return now.getTime() - heldSince(row).getTime() >= LAPSES_AFTER_MS
}

export interface Standing {
  switches: Switches
  optedOut: boolean
  evenIfLapsed: boolean
  now: Date
}

/** Why it has to stay; null: it may go. */
export function staysBecause(row: HeldRow, { switches, optedOut, evenIfLapsed, now }: Standing): NotReleased | null {
  const answer = gate(switches, { optedOut }, purposeOf(row))
  if (!answer.open) return answer.because
  return isLapsed(row, now) && !evenIfLapsed ? 'lapsed' : null
}

/** Whose list of opt-outs counts: owners are texted by us, customers by their client. */
export function fromWhom(row: HeldRow): { clientId: string | null; phone: string } {
  const fromUs = row.purpose === 'owner-urgent' || row.purpose === 'owner-notice'
  return { clientId: fromUs ? null : row.clientId, phone: row.toNumber }
}

/** The database lets no other word into the column. */
function purposeOf({ purpose }: HeldRow): Purpose {
  const known = purposes.find((one) => one === purpose)
  if (!known) throw new Error(`unknown purpose ${purpose}`)
  return known
}

export const staysWords: Record<NotReleased, string> = {
  lapsed:
    'It has been held for 30 minutes or longer: say that it may go even so (evenIfLapsed over the API), or drop it.',
  'opted-out': 'This person has opted out, so it can never leave: drop it.',
  unreachable: 'The carrier says that this number takes no texts: drop it, and ring them.',
  landline: 'This is a landline, which takes no texts: drop it, and ring them.',
  'taken-over': 'An operator answers this conversation now: hand it back first.',
  'outbound-paused':
    'Replies are paused, so it would be held again: turn the pause off first, the client’s or the fleet’s, then release.',
  'notifications-paused':
    "Owners' notices are paused, so it would be suppressed as it leaves: turn that switch off first, then release.",
}
