/** A check: one look at one kind of facts. */
import type { AlertType, Finding } from './alert-types.ts'
import type { Facts } from './facts.ts'

export interface Check<Kind extends keyof Facts = keyof Facts> {
  name: string
  from: Kind
  /** What it may find: an incident of these that is not found again is gone. */
  types: readonly AlertType[]
  look(facts: Facts[Kind], now: Date): readonly Finding[]
}

/** Checks of different facts in one list: each is only ever given its own. */
export function check<Kind extends keyof Facts>(one: Check<Kind>): Check {
  return one as unknown as Check
}
