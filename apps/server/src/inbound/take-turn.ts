/** One turn, from what was read to what is kept: plan it by whom it is for, then commit it whole or not at all. */
import { createGroupCommit } from '@jobrun/db/group-commit'
import { raiseFindings } from '@jobrun/db/monitor/incidents'
import { countCalls } from '@jobrun/db/path/ai-calls'
import { commitTurns, type KeptTurn, type QueuedMessage } from '@jobrun/db/path/commit-turn'
import { findFacts } from '@jobrun/db/path/find-facts'
import type { TurnContext } from '@jobrun/db/path/read-turn-context'
import { type NewShadow, queueShadow } from '@jobrun/db/path/shadows'
import { type Db, inTransaction, type Pool, type Tx } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import type { FactQuestion } from '@jobrun/domain/grounding/fact-question'
import { newIdAt } from '@jobrun/domain/ids'
import { type CustomerTurn, nothing, type PlannedTurn, planCustomerTurn } from '@jobrun/domain/inbound/plan-turn'
import { route } from '@jobrun/domain/inbound/route'
import type { Finding } from '@jobrun/domain/monitor/alert-types'
import type { Proposal } from '@jobrun/domain/onboarding/standing'
import { goesByMail } from '@jobrun/domain/outbox/mail'
import { type QueuedDraft, queueDrafts } from '@jobrun/domain/outbox/queue-drafts'
import type { Brain } from '@jobrun/domain/pipeline/brain'
import type { LeadChange } from '@jobrun/domain/pipeline/turn'
import { type ShadowWish, shadowOf } from '@jobrun/domain/replay/shadow'
import { type Span, within } from '@jobrun/domain/tracing'
import type { Events } from '../events.ts'
import type { MailInstead } from '../outbox/aftermath.ts'
import { customerTurnOf } from './load-context.ts'
import { answersOf, traceOf, unpaidCallsOf, usageOf } from './trace.ts'
import { tracedBrain } from './traced-brain.ts'

export interface TakeTurnDeps {
  pool: Pool
  queue: Pick<Queue, 'queueDeliveries' | 'wake'>
  /** The brain for this turn: by the switches, with what was answered before. */
  brainFor: (context: TurnContext, now: Date) => Brain
  /** What an AI makes of an owner's answer that no rule reads; asked before the turn's transaction. */
  proposeFor: (context: TurnContext, now: Date) => Promise<Proposal | null>
  takeOwnersTurn: (
    tx: Tx,
    of: { context: TurnContext; now: Date; proposal: Proposal | null },
  ) => Promise<OwnersPlan | null>
  shadow: Pick<ShadowWish, 'share'> & { aiStandsBy: (context: TurnContext) => boolean }
  systemNumber: string
  founderPhone: string
  mailInstead: MailInstead
  now: () => Date
  events: Pick<Events, 'turnKept' | 'answerFellBack' | 'spanBegins'>
}

/** What a turn comes to, and whose it is: at the onboarding number that is known only once it is planned. */
export interface OwnersPlan {
  planned: PlannedTurn
  clientId: string | null
  /** What the founder hears of. */
  findings: readonly Finding[]
}

export function createTakeTurn(deps: TakeTurnDeps): (context: TurnContext, now: Date) => Promise<boolean> {
  const keep = createKeep(deps)
  return async (context, now) => {
    const traced = { ...deps, span: spanOf(deps, context) }
    const taken = await within(traced.span, () => take(traced, keep, context, now))
    if (!taken) return false
    const { finished, queued, kept, planned } = taken
    for (const { notBefore } of queued) deps.queue.wake('deliver', notBefore ?? finished, finished)
    report(deps, kept, planned)
    return true
  }
}

type TracedDeps = TakeTurnDeps & { span: Span }

/** It goes on from the first of its texts, and is linked to the others. */
function spanOf({ events }: TakeTurnDeps, { conversationId, unanswered }: TurnContext): Span {
  const [first, ...others] = unanswered
  return events.spanBegins({
    name: 'turn answered',
    kind: 'consumer',
    parent: first?.traceContext ?? null,
    links: others.map(({ traceContext }) => traceContext),
    attributes: { 'jobrun.conversation_id': conversationId, 'jobrun.texts': unanswered.length },
  })
}

interface Kept {
  kept: KeptTurn
  planned: PlannedTurn
  finished: Date
  findings: readonly Finding[]
}
type Taken = Kept & { queued: readonly QueuedMessage[] }

/** null: somebody was first, and nothing of it was kept. */
async function take(
  deps: TracedDeps,
  keep: (turn: OrderedTurn) => Promise<QueuedMessage[] | null>,
  context: TurnContext,
  now: Date,
): Promise<Taken | null> {
  const { client, role, phone } = context
  const clientId = client?.id ?? null
  const way = route({ role, client, from: phone })
  if (way === 'owner' || way === 'onboarding') return takeOwners(deps, context, now)
  const findFactsOf = async (questions: readonly FactQuestion[]) =>
    client ? findFacts(deps.pool, client.id, questions) : []
  const from = way === 'customer' ? customerTurnOf(context, now) : null
  const planned = from
    ? await planCustomerTurn(
        tracedBrain(deps.brainFor(context, now), deps.span.context, deps.events),
        from,
        findFactsOf,
      )
    : { ...nothing, outcome: 'SILENT' as const, rule: 'nobody’s number' }
  const made = keepableOf(deps, context, { planned, clientId, from, findings: [] }, now)
  const queued = await keep({
    kept: made.kept,
    findings: made.findings,
    calls: unpaidCallsOf(planned),
    shadow: newShadow(deps, context, made),
    order: `${context.ourNumber} ${context.phone}`,
  })
  return queued && { ...made, queued }
}

/**
 * What an owner says is read within the transaction that keeps it, under the client's lock, since payments and calls
 * change what it answers; so it shares its commit with nobody.
 */
async function takeOwners(deps: TracedDeps, context: TurnContext, now: Date): Promise<Taken | null> {
  const proposal = await deps.proposeFor(context, now)
  return inTransaction(deps.pool, async (tx, rollback, withCommit) => {
    const decided = await deps.takeOwnersTurn(tx, { context, now, proposal })
    const made = decided && keepableOf(deps, context, decided, now)
    if (!made) {
      rollback()
      return null
    }
    const [queued] = await keepAll(deps, { tx, rollback, withCommit }, [{ ...made, calls: [], shadow: null }])
    return queued ? { ...made, queued } : null
  })
}

/** `from`: what a customer's turn was decided from; kept, so that it can be decided again. */
type Plan = OwnersPlan & { from?: CustomerTurn | null }

function keepableOf(deps: TracedDeps, context: TurnContext, plan: Plan, now: Date): Kept {
  const { planned, clientId, from = null } = plan
  const queued = queueDrafts(planned.drafts, queueing(deps, context, now))
  const finished = deps.now()
  const made = keptTurn(context, { planned, from, drafts: queued.messages, now, finished })
  const kept = { ...made, clientId, traceContext: deps.span.context }
  deps.span.set({ 'jobrun.turn_id': kept.turnId, 'jobrun.outcome': kept.outcome, 'jobrun.rule': kept.rule })
  return { planned, finished, kept, findings: [...plan.findings, ...queued.findings] }
}

interface OneTurn {
  kept: KeptTurn
  findings: readonly Finding[]
  calls: ReturnType<typeof unpaidCallsOf>
  shadow: NewShadow | null
}

interface OrderedTurn extends OneTurn {
  /** As texts come in, so that the two never wait for each other. */
  order: string
}

/** Null: the turn is not as it was read any more, and nothing of it was kept. */
function createKeep(deps: TakeTurnDeps): (turn: OrderedTurn) => Promise<QueuedMessage[] | null> {
  return createGroupCommit<OrderedTurn, QueuedMessage[] | null>(deps.pool, {
    restMs: 25,
    keyOf: ({ order }) => order,
    work: (tx, turns, rollback, withCommit) => keepAll(deps, { tx, rollback, withCommit }, turns),
  })
}

/** All of them, or none: then those that could not be kept are null, and everything is rolled back. */
async function keepAll(
  { mailInstead, queue, now }: Pick<TakeTurnDeps, 'mailInstead' | 'queue' | 'now'>,
  { tx, rollback, withCommit }: { tx: Tx; rollback: () => void; withCommit: Db },
  turns: readonly OneTurn[],
): Promise<(QueuedMessage[] | null)[]> {
  const queued = await commitTurns(
    tx,
    turns.map(({ kept }) => kept),
  )
  const messages = queued.flatMap((one) => one ?? [])
  if (queued.includes(null)) {
    rollback()
    return queued
  }
  const byMail = turns.flatMap(({ kept }) => kept.outbox.filter(({ purpose, reason }) => goesByMail(purpose, reason)))
  if (byMail.length > 0)
    await mailInstead(
      tx,
      byMail.map(({ id }) => id),
    )
  for (const { kept, findings, calls, shadow } of turns) {
    await countCalls(tx, { clientId: kept.clientId, purpose: 'turn', at: kept.now, calls })
    await raiseFindings(tx, findings, kept.now)
    if (shadow) await queueShadow(tx, shadow)
  }
  await queue.queueDeliveries(withCommit, messages, { name: 'first', now: now() })
  return queued
}

function newShadow({ shadow }: TakeTurnDeps, context: TurnContext, { kept, planned }: Kept): NewShadow | null {
  const { turnId, clientId, now: turnAt } = kept
  const brain = shadowOf(planned, turnId, { share: shadow.share, aiStandsBy: shadow.aiStandsBy(context) })
  if (!brain || !clientId || !planned.verdict) return null
  return { turnId, clientId, brain, intent: planned.verdict.answers.dial.value.intent, turnAt }
}

function queueing(deps: TakeTurnDeps, context: TurnContext, now: Date) {
  const { client } = context
  return {
    turnKey: `${context.conversationId}:${context.unanswered[0]?.seq}`,
    subject: context.conversationId,
    clientId: client?.id ?? null,
    now,
    place: client,
    addresses: {
      ourNumber: context.ourNumber,
      phone: context.phone,
      ownerPhone: client?.ownerPhone ?? null,
      systemNumber: deps.systemNumber,
      founderPhone: deps.founderPhone,
    },
    recipients: {
      customerOptedOut: context.optedOut,
      ownerOptedOut: client?.ownerOptedOut ?? false,
      ownerUnreachable: client?.ownerUnreachable ?? false,
    },
    switches: context.switches,
  }
}

interface Made {
  planned: PlannedTurn
  from: CustomerTurn | null
  drafts: readonly QueuedDraft[]
  now: Date
  finished: Date
}

/** What the gate did not let out was not said: no link was given and no question asked. */
function unsaid(change: LeadChange, before: TurnContext['lead']): LeadChange {
  return { ...change, linkSent: false, asked: before?.asked ?? [], clarifications: before?.clarifications ?? 0 }
}

function keptTurn(context: TurnContext, made: Made): Omit<KeptTurn, 'traceContext'> {
  const { planned, drafts, now } = made
  const left = drafts.find((draft) => draft.purpose === 'reply')?.state
  const lead = planned.lead && left !== 'READY' ? unsaid(planned.lead, context.lead) : planned.lead
  return {
    turnId: newIdAt(now),
    conversationId: context.conversationId,
    epoch: context.epoch,
    clientId: context.client?.id ?? null,
    customerPhone: context.phone,
    seqs: context.unanswered.map((text) => text.seq),
    outcome: planned.outcome === 'ANSWERED' && left === 'SUPPRESSED' ? 'SILENT' : planned.outcome,
    action: planned.action,
    rule: planned.rule,
    trace: traceOf(context, made),
    usage: usageOf(planned),
    lead: lead && {
      id: context.lead?.id ?? newIdAt(now),
      from: context.lead?.state ?? null,
      change: lead,
      reason: planned.rule,
    },
    quietUntil: planned.quietUntil,
    outbox: drafts.map((draft) => ({ id: newIdAt(now), ...draft })),
    now,
  }
}

function report(deps: TakeTurnDeps, kept: KeptTurn, { verdict }: PlannedTurn): void {
  const { turnId, conversationId, outcome, rule, now } = kept
  const answers = answersOf(verdict)
  const facts = { turnId, conversationId, outcome, rule, tookMs: deps.now().getTime() - now.getTime() }
  const intent = verdict?.answers.dial.value.intent ?? null
  deps.events.turnKept(facts, { intent, action: kept.action, answers })
  for (const [question, { fellBack }] of answers) {
    if (fellBack) deps.events.answerFellBack({ conversationId, question, fellBack })
  }
}
