/**
 * What is wrong, by facts alone. One whose facts could not be read, or which throws, is itself a finding and says
 * nothing of what it would have looked at: its incidents stay as they are.
 */
import { type AlertType, type Finding, severityOf } from './alert-types.ts'
import type { Check } from './check.ts'
import { aiChecks } from './checks/ai.ts'
import { clientChecks } from './checks/clients.ts'
import { invariantChecks } from './checks/invariants.ts'
import { serviceChecks } from './checks/service.ts'
import type { Facts } from './facts.ts'

/** Each kind of facts, or why there is none. */
export type Gathered = { [Kind in keyof Facts]: { ok: true; value: Facts[Kind] } | { ok: false; problem: string } }

const checks: readonly Check[] = [...clientChecks, ...serviceChecks, ...aiChecks, ...invariantChecks]

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
