/** Where the pool and the account differ, and which numbers do not reach us: for operators, in words. */
import { type AccountNumber, faultsOf, type NumberSetup } from './number-desk.ts'

export interface Pooled {
  id: string
  phone: string
  role: string
  status: string
  clientId: string | null
}

export interface Drift {
  phoneE164: string
  kind: 'not-in-account' | 'not-in-pool' | 'elsewhere'
  detail: string
  id: string | null
  status: string | null
  clientId: string | null
}

/** A free number need not reach us yet; one that rests, or waits, is only to be there. */
export function driftOf(pool: readonly Pooled[], account: readonly AccountNumber[], wanted: NumberSetup): Drift[] {
  const owned = new Map(account.map((number) => [number.phone, number]))
  const known = new Set(pool.map(({ phone }) => phone))
  const ours = pool.flatMap((number) => faultOf(number, owned.get(number.phone), wanted))
  const strangers = account.filter(({ phone }) => !known.has(phone))
  return [...ours, ...strangers.map(notInPool)]
}

function faultOf(number: Pooled, owned: AccountNumber | undefined, wanted: NumberSetup): Drift[] {
  const { id, phone: phoneE164, status, clientId } = number
  const about = { phoneE164, id, status, clientId }
  if (!owned) return [{ ...about, kind: 'not-in-account', detail: 'The Twilio account does not have it.' }]
  const faults = faultsOf(owned, wanted)
  if (faults.length === 0 || !reachesUs(number)) return []
  return [{ ...about, kind: 'elsewhere', detail: `${faults.join(', ')}.` }]
}

/** Whoever texts it expects an answer. */
function reachesUs({ role, status }: Pooled): boolean {
  return role === 'ONBOARDING' || status === 'ASSIGNED' || status === 'RESERVED'
}

function notInPool({ phone: phoneE164 }: AccountNumber): Drift {
  const detail = 'Nobody can be given it: npm run numbers:import -- --twilio takes it in.'
  return { phoneE164, kind: 'not-in-pool', detail, id: null, status: null, clientId: null }
}
