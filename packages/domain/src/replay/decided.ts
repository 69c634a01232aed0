/** What was decided of a turn, in the few values that two decisions are compared by. */

import type { Fact } from '../grounding/fact.ts'
import type { PlannedTurn } from '../inbound/plan-turn.ts'
import type { Answer, BrainName, Dialled, Facts, Say, Screening } from '../pipeline/brain.ts'
import { factNames, noFacts } from '../pipeline/flow.ts'
import type { LeadChange, Worded } from '../pipeline/turn.ts'
import type { Danger } from '../rules/danger.ts'

/** As much of a kept trace as is read again. */
export interface KeptTrace {
  /** Absent in turns that were kept before traces held it. */
  input?: unknown
  plan?: { outcome: string; purposes: readonly string[] }
  sentinel: Answer<Screening> | null
  dial: Answer<Dialled> | null
  flow: Answer<Facts> | null
  danger: Danger | null
  /** The client's facts as they were found then. */
  grounding?: { found: readonly Fact[] } | null
  rune: { rule: string; action: string | null; say?: Say | null }
  lyra: Worded | null
  vault: LeadChange | null
}

export interface Decided {
  outcome: string | null
  rule: string
  action: string | null
  screening: string | null
  intent: string | null
  danger: string | null
  leadState: string | null
  /** Whom it writes to, as the drafts' purposes. */
  purposes: string | null
  facts: Facts
  reply: string | null
  /** Who worded the reply. */
  wordedBy: BrainName | null
}

export function decidedThen(trace: KeptTrace): Decided {
  return {
    outcome: trace.plan?.outcome ?? null,
    rule: trace.rune.rule,
    action: trace.rune.action,
    screening: trace.sentinel?.value ?? null,
    intent: trace.dial?.value.intent ?? null,
    danger: trace.danger?.kind ?? null,
    leadState: trace.vault?.state ?? null,
    purposes: trace.plan ? listed(trace.plan.purposes) : null,
    facts: trace.vault?.facts ?? noFacts,
    reply: trace.lyra?.reply ?? null,
    wordedBy: trace.lyra?.answer?.by ?? null,
  }
}

export function decidedNow({ outcome, rule, action, verdict, lead, drafts }: PlannedTurn): Decided {
  return {
    outcome,
    rule,
    action,
    screening: verdict?.answers.sentinel.value ?? null,
    intent: verdict?.answers.dial.value.intent ?? null,
    danger: verdict?.danger?.kind ?? null,
    leadState: lead?.state ?? null,
    purposes: listed(drafts.map((draft) => draft.purpose)),
    facts: lead?.facts ?? noFacts,
    reply: verdict?.worded.reply ?? null,
    wordedBy: verdict?.worded.answer?.by ?? null,
  }
}

function listed(purposes: readonly string[]): string {
  return [...new Set(purposes)].toSorted().join(', ') || 'nobody'
}

export interface Difference {
  /** rule, intent, location, reply … */
  what: string
  from: string | null
  to: string | null
  /** One of few words rather than somebody's own. */
  isCode: boolean
}

const codes = ['outcome', 'rule', 'action', 'screening', 'intent', 'danger', 'leadState', 'purposes'] as const

/** A reply that another brain worded is not compared: two wordings never agree. */
export function differencesOf(then: Decided, now: Decided): Difference[] {
  const found: Difference[] = codes.map((what) => ({ what, from: then[what], to: now[what], isCode: true }))
  for (const what of factNames) found.push({ what, from: then.facts[what], to: now.facts[what], isCode: false })
  if (then.wordedBy === now.wordedBy) found.push({ what: 'reply', from: then.reply, to: now.reply, isCode: false })
  return found.filter(({ from, to }) => from !== to)
}
