/**
 * What a turn of anybody's texts comes to: opt-out words first, then the guard, then the pipeline; or an owner's own
 * text, or somebody at the onboarding number. Decides only; who is written to and whether it may leave comes after.
 */
import type { Fact } from '../grounding/fact.ts'
import type { FactQuestion } from '../grounding/fact-question.ts'
import { isAnswerable } from '../phone.ts'
import type { Brain } from '../pipeline/brain.ts'
import { noFacts } from '../pipeline/flow.ts'
import { isLive } from '../pipeline/guard.ts'
import { ownerText } from '../pipeline/owner-texts.ts'
import { factQuestionsOf, runPipeline } from '../pipeline/run-pipeline.ts'
import { safetyLineFor } from '../pipeline/safety-line.ts'
import { holdingText, menuText } from '../pipeline/templates.ts'
import type { Draft, LeadChange, Turn, TurnText, Verdict } from '../pipeline/turn.ts'
import { type Danger, findDanger } from '../rules/danger.ts'
import type { OptWord } from '../rules/opt-out-words.ts'
import { isChatty, QUIET_MS } from './chatty.ts'
import { dayIn } from './local-day.ts'

export type Outcome = 'ANSWERED' | 'SILENT' | 'BLOCKED' | 'QUIET' | 'OWNER' | 'ONBOARDING' | 'OPT_WORD'

export interface PlannedTurn {
  outcome: Outcome
  action: string | null
  rule: string
  /** Of the pipeline, where it ran. */
  verdict: Verdict | null
  lead: LeadChange | null
  quietUntil: Date | null
  drafts: readonly Draft[]
}

export interface WordedText extends TurnText {
  optWord: OptWord | null
}

export interface CustomerTurn {
  turn: Omit<Turn, 'texts' | 'clientFacts'>
  texts: readonly WordedText[]
  conversationId: string
  quietUntil: Date | null
  counts: { textsInWindow: number; sameInWindow: number }
}

/** A turn before its client's facts are looked for. */
type AskedTurn = Omit<Turn, 'clientFacts'>

/** A turn that comes to nothing unless said otherwise. */
export const nothing = { action: null, verdict: null, lead: null, quietUntil: null, drafts: [] } as const

/** Finds the client's facts that questions may be about; only asked where there are some, and the pipeline runs. */
export type FindFacts = (questions: readonly FactQuestion[]) => Promise<readonly Fact[]>

export async function planCustomerTurn(
  brain: Brain,
  gathered: CustomerTurn,
  findFacts: FindFacts,
): Promise<PlannedTurn> {
  const said = gathered.texts.filter((text) => text.optWord === null || text.optWord === 'yes')
  const turn = { ...gathered.turn, texts: said }
  if (!isAnswerable(turn.customerPhone)) return { ...nothing, outcome: 'SILENT', rule: 'sender-cannot-be-answered' }
  if (gathered.texts.every(({ optWord }) => isForCarrier(optWord))) return planOptWords(gathered, turn)
  if (!isLive(turn.client)) return planBlocked(turn)
  const wasQuiet = gathered.quietUntil !== null && gathered.quietUntil > turn.now
  if (wasQuiet || isChatty(gathered.counts)) return planQuiet(gathered, turn, wasQuiet)
  if (said.length === 0) return planMenu(turn)
  const questions = factQuestionsOf(turn)
  const clientFacts = questions.length > 0 ? await findFacts(questions) : []
  const verdict = await runPipeline(brain, { ...turn, clientFacts })
  const { outcome, decision, lead, drafts } = verdict
  return { outcome, action: decision.action, rule: decision.rule, verdict, lead, quietUntil: null, drafts }
}

export function isForCarrier(word: OptWord | null): boolean {
  return word === 'out' || word === 'in' || word === 'help'
}

/** Only words for the carrier, which answers them itself: nothing of ours goes out, but an owner with a job is told. */
function planOptWords({ texts, conversationId }: CustomerTurn, turn: AskedTurn): PlannedTurn {
  const words = texts.map((text) => text.optWord)
  const reason = words.includes('out') ? 'opted-out' : words.includes('help') ? 'asked-for-help' : null
  const drafts: Draft[] = []
  if (reason && turn.lead) {
    const key = `${reason}:${conversationId}:${dayIn(turn.client.timezone, turn.now)}`
    drafts.push({ key, purpose: 'owner-notice', body: ownerText(reason, aboutOpenLead(turn, texts)) })
  }
  return { ...nothing, outcome: 'OPT_WORD', rule: words.at(-1) ?? 'out', drafts }
}

function planMenu(turn: AskedTurn): PlannedTurn {
  const body = menuText(turn.client.businessName)
  return { ...nothing, outcome: 'ANSWERED', rule: 'menu', drafts: [{ key: 'reply', purpose: 'reply', body }] }
}

/** Not live: one holding text a day, no brain, nothing to the owner; only the safety line is never held back. */
function planBlocked(turn: AskedTurn): PlannedTurn {
  const { client } = turn
  const day = dayIn(client.timezone, turn.now)
  const drafts: Draft[] = [
    ...safetyDrafts(turn),
    {
      key: `holding:${client.id}:${turn.customerPhone}:${day}`,
      purpose: 'holding',
      body: holdingText(client.businessName, client.templates),
    },
  ]
  const rule = client.missing.length > 0 ? `missing ${client.missing.join(', ')}` : 'unpaid'
  return { ...nothing, outcome: 'BLOCKED', rule, drafts }
}

/** Two machines must not talk all night, but a chatty sender in danger is still heard. */
function planQuiet(gathered: CustomerTurn, turn: AskedTurn, wasQuiet: boolean): PlannedTurn {
  const quietUntil = wasQuiet ? null : new Date(turn.now.getTime() + QUIET_MS)
  const about = aboutOpenLead(turn, turn.texts)
  const drafts: Draft[] = safetyDrafts(turn)
  if (dangerIn(turn)) {
    const key = `quiet-danger:${gathered.conversationId}:${hourOf(turn.now)}`
    drafts.push({ key, purpose: 'owner-urgent', body: ownerText('urgent', about) })
  }
  if (!wasQuiet) drafts.push({ key: 'owner', purpose: 'owner-notice', body: ownerText('too-many-texts', about) })
  return { ...nothing, outcome: 'QUIET', rule: 'too-many-texts', quietUntil, drafts }
}

function safetyDrafts(turn: AskedTurn): Draft[] {
  const danger = dangerIn(turn)
  const line = danger && safetyLineFor(turn.client.region, danger.kind)
  if (!danger || !line) return []
  const key = `safety:${turn.client.id}:${turn.customerPhone}:${danger.kind}:${hourOf(turn.now)}`
  return [{ key, purpose: 'safety-line', body: line }]
}

function dangerIn({ texts }: AskedTurn): Danger | null {
  return findDanger(texts.map((text) => text.body))
}

function hourOf(now: Date): string {
  return now.toISOString().slice(0, 13)
}

function aboutOpenLead(turn: AskedTurn, texts: readonly TurnText[]) {
  return {
    customerPhone: turn.customerPhone,
    customerName: turn.lead?.facts.name ?? turn.customerName,
    facts: turn.lead?.facts ?? noFacts,
    words: texts.map((text) => text.body),
    photos: texts.reduce((count, text) => count + text.media.length, 0),
  }
}
