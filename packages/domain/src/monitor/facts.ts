/** What the checks look at, each kind read by one question. Ages are in the caller's hands: moments, not durations. */
import type { Spending } from '../pipeline/budget.ts'
import type { AiSpell } from './ai-spells.ts'
import type { Waiting } from './stuck.ts'

export interface WaitingOwner extends Waiting {
  clientId: string
  businessName: string
  phone: string
  paid: boolean
}

export interface Pool {
  region: string
  available: number
  /** Who have paid, or try to, and wait for a number. */
  waiting: number
}

export interface Pause {
  /** null: of everybody. */
  clientId: string | null
  businessName: string
  since: Date
}

export interface Traffic {
  /** Turns of the last hour, and those of which an answer fell back to the rules, budgets apart. */
  turns: number
  fellBack: number
  /** Of the last day: turns of clients that are not live. */
  blocked: number
  /** Of the last day's texts: those whose fate is known, and those that did not arrive. */
  settled: number
  notDelivered: number
}

export interface Lateness {
  /** Seconds. */
  oldestText: number | null
  oldestSending: number | null
  oldestDue: number | null
  blockedConversations: number
}

export interface Spender extends Spending {
  /** null: all clients together. */
  clientId: string | null
  businessName: string
}

export interface Ai {
  /** Of the last 15 minutes, oldest first. */
  spells: readonly AiSpell[]
  /** Since when the monitor itself has it switched off for everybody; null: it has not. */
  offSince: Date | null
}

export interface Oddity {
  kind: 'link-malformed' | 'client-without-number' | 'number-without-client' | 'complete-not-whole'
  /** A client's id, or a number. */
  subject: string
  clientId: string | null
  name: string
  detail: string
}

export interface Standing {
  /** Sentences: what is not as it must be with configuration and migrations; empty: all is well. */
  migrations: string | null
  onboardingNumber: string | null
  configuration: readonly string[]
}

/** When a service was last seen to answer, and to refuse us. */
export interface Seen {
  name: string
  okAt: Date | null
  failedAt: Date | null
  detail: string | null
}

/** Whether the founder hears us at all. */
export interface Reach {
  optedOut: boolean
  /** The texts to them that came to nothing since the last one that arrived. */
  failedInARow: number
}

export interface Facts {
  waitingOwners: readonly WaitingOwner[]
  pools: readonly Pool[]
  pauses: readonly Pause[]
  traffic: Traffic
  lateness: Lateness
  spenders: readonly Spender[]
  ai: Ai
  oddities: readonly Oddity[]
  standing: Standing
  seen: readonly Seen[]
  reach: Reach
}
