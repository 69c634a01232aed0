/**
 * What is wrong, by facts alone. Each check looks at one kind of facts; one whose facts could not be read, or which
 * throws, is itself a finding and says nothing of what it would have looked at: its incidents stay as they are.
 */
import { type AlertType, type Finding, severityOf } from './alert-types.ts'
import { stuckIn, type Waiting } from './stuck.ts'

export interface WaitingOwner extends Waiting {
  clientId: string
  businessName: string
  phone: string
  paid: boolean
}

export interface Facts {
  /** Owners who have waited past their state's threshold. */
  waitingOwners: readonly WaitingOwner[]
}

/** Each kind of facts, or why there is none. */
export type Gathered = { [Kind in keyof Facts]: { ok: true; value: Facts[Kind] } | { ok: false; problem: string } }

export interface Check<Kind extends keyof Facts = keyof Facts> {
  name: string
  from: Kind
  types: readonly AlertType[]
  look(facts: Facts[Kind], now: Date): readonly Finding[]
}

const stuckClients: Check<'waitingOwners'> = {
  name: 'stuck clients',
  from: 'waitingOwners',
  types: ['STUCK_CLIENT'],
  look: (owners, now) =>
    owners.flatMap((owner) => {
      const stuck = stuckIn(owner, now)
      if (!stuck?.terminal || stuck.severity !== 'HIGH') return []
      const words = `${nameOf(owner)} is stuck in ${owner.state} for ${stuck.human}. ${stuck.reason} Ring the owner.`
      return [{ type: 'STUCK_CLIENT', subject: owner.clientId, clientId: owner.clientId, name: nameOf(owner), words }]
    }),
}

function nameOf({ businessName, phone }: WaitingOwner): string {
  return businessName ? `${businessName} (${phone})` : phone
}

const checks: readonly Check[] = [stuckClients as Check]

export interface Looked {
  findings: Finding[]
  /** Types of which every check could look: an incident of theirs that is not found again is gone. */
  lookedAt: ReadonlySet<AlertType>
}

export function look(gathered: Gathered, now: Date, all: readonly Check[] = checks): Looked {
  const findings: Finding[] = []
  const lookedAt = new Set<AlertType>(['INVARIANT_VIOLATION'])
  const blind = new Set<AlertType>()
  for (const check of all) {
    const found = lookWith(check, gathered, now)
    if (found.ok) findings.push(...found.findings)
    else findings.push(checkFailed(check, found.problem))
    for (const type of check.types) (found.ok ? lookedAt : blind).add(type)
  }
  return { findings: bySeverity(findings), lookedAt: new Set([...lookedAt].filter((type) => !blind.has(type))) }
}

type Answer = { ok: true; findings: readonly Finding[] } | { ok: false; problem: string }

function lookWith(check: Check, gathered: Gathered, now: Date): Answer {
  const facts = gathered[check.from]
  if (!facts.ok) return facts
  try {
    return { ok: true, findings: check.look(facts.value, now) }
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) }
  }
}

function checkFailed({ name }: Check, problem: string): Finding {
  const words = `the check of ${name} failed, so nobody watches that: ${problem}`
  return { type: 'INVARIANT_VIOLATION', subject: `check ${name}`, clientId: null, name: `check of ${name}`, words }
}

function bySeverity(findings: readonly Finding[]): Finding[] {
  const high = ({ type }: Finding) => (severityOf(type) === 'HIGH' ? 0 : 1)
  return findings.toSorted((a, b) => high(a) - high(b))
}
