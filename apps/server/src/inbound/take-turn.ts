/** One turn, from what was read to what is kept: plan it by whom it is for, then commit it whole or not at all. */
import { randomUUID } from 'node:crypto'
import { createGroupCommit } from '@jobrun/db/group-commit'
import { countCalls } from '@jobrun/db/path/ai-calls'
import { commitTurn, type KeptTurn, type QueuedMessage } from '@jobrun/db/path/commit-turn'
import type { TurnContext } from '@jobrun/db/path/read-turn-context'
import type { Pool } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import { dayIn } from '@jobrun/domain/inbound/local-day'
import { planOnboardingTurn, planOwnerTurn } from '@jobrun/domain/inbound/plan-people-turn'
import { type PlannedTurn, planCustomerTurn } from '@jobrun/domain/inbound/plan-turn'
import { route } from '@jobrun/domain/inbound/route'
import { goesByMail } from '@jobrun/domain/outbox/mail'
import { type QueuedDraft, queueDrafts } from '@jobrun/domain/outbox/queue-drafts'
import type { Brain } from '@jobrun/domain/pipeline/brain'
import type { LeadChange } from '@jobrun/domain/pipeline/turn'
import type { Events } from '../events.ts'
import type { MailInstead } from '../outbox/aftermath.ts'
import { customerTurnOf, personTurnOf } from './load-context.ts'
import { answersOf, traceOf, unpaidCallsOf, usageOf } from './trace.ts'

export interface TakeTurnDeps {
  pool: Pool
  queue: Pick<Queue, 'queueDeliveries' | 'wake'>
  /** The brain for this turn: by the switches, with what was answered before. */
  brainFor: (context: TurnContext, now: Date) => Brain
  systemNumber: string
  founderPhone: string
  mailInstead: MailInstead
  now: () => Date
  events: Pick<Events, 'turnKept' | 'answerFellBack'>
}

export function createTakeTurn(deps: TakeTurnDeps): (context: TurnContext, now: Date) => Promise<boolean> {
  const keep = createKeep(deps)
  return async (context, now) => {
    const planned = await plan(deps, context, now)
    const drafts = queueDrafts(planned.drafts, queueing(deps, context, now))
    const finished = deps.now()
    const kept = keptTurn(context, { planned, drafts, now, finished })
    const queued = await keep({ kept, calls: unpaidCallsOf(planned), order: `${context.ourNumber} ${context.phone}` })
    if (queued === null) return false
    for (const { notBefore } of queued) deps.queue.wake('deliver', notBefore ?? finished, finished)
    report(deps, kept, planned)
    return true
  }
}

interface OrderedTurn {
  kept: KeptTurn
  calls: ReturnType<typeof unpaidCallsOf>
  /** As texts come in, so that the two never wait for each other. */
  order: string
}

/** Null: the turn is not as it was read any more, and nothing of it was kept. */
function createKeep({
  pool,
  queue,
  mailInstead,
  now,
}: TakeTurnDeps): (turn: OrderedTurn) => Promise<QueuedMessage[] | null> {
  return createGroupCommit<OrderedTurn, QueuedMessage[] | null>(pool, {
    orderOf: ({ order }) => order,
    async each(tx, { kept, calls }, rollback) {
      const messages = await commitTurn(tx, kept)
      if (messages === null) rollback()
      const byMail = kept.outbox.filter(({ purpose, reason }) => goesByMail(purpose, reason)).map(({ id }) => id)
      if (messages && byMail.length > 0) await mailInstead(tx, byMail)
      if (messages) await countCalls(tx, { clientId: kept.clientId, purpose: 'turn', at: kept.now, calls })
      return messages
    },
    together: (tx, all) =>
      queue.queueDeliveries(
        tx,
        all.flatMap((messages) => messages ?? []),
        { name: 'first', now: now() },
      ),
  })
}

async function plan(deps: TakeTurnDeps, context: TurnContext, now: Date): Promise<PlannedTurn> {
  const { client, role, phone } = context
  switch (route({ role, client, from: phone })) {
    case 'customer':
      return planCustomerTurn(deps.brainFor(context, now), customerTurnOf(context, now))
    case 'owner':
      return planOwnerTurn(personTurnOf(context, now), client?.businessName ?? '')
    case 'onboarding':
      return planOnboardingTurn(personTurnOf(context, now))
    case 'nobody':
      return {
        outcome: 'SILENT',
        action: null,
        rule: 'nobody’s number',
        verdict: null,
        lead: null,
        quietUntil: null,
        drafts: [],
      }
  }
}

function queueing(deps: TakeTurnDeps, context: TurnContext, now: Date) {
  const { client } = context
  return {
    turnKey: `${context.conversationId}:${context.unanswered[0]?.seq}`,
    subject: context.conversationId,
    day: dayIn(client?.timezone ?? 'UTC', now),
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
  drafts: readonly QueuedDraft[]
  now: Date
  finished: Date
}

/** What the gate did not let out was not said: no link was given and no question asked. */
function unsaid(change: LeadChange, before: TurnContext['lead']): LeadChange {
  return { ...change, linkSent: false, asked: before?.asked ?? [], clarifications: before?.clarifications ?? 0 }
}

function keptTurn(context: TurnContext, { planned, drafts, now, finished }: Made): KeptTurn {
  const left = drafts.find((draft) => draft.purpose === 'reply')?.state
  const lead = planned.lead && left !== 'READY' ? unsaid(planned.lead, context.lead) : planned.lead
  return {
    turnId: randomUUID(),
    conversationId: context.conversationId,
    clientId: context.client?.id ?? null,
    customerPhone: context.phone,
    seqs: context.unanswered.map((text) => text.seq),
    outcome: planned.outcome === 'ANSWERED' && left === 'SUPPRESSED' ? 'SILENT' : planned.outcome,
    action: planned.action,
    rule: planned.rule,
    trace: traceOf(context, { planned, drafts, now, finished }),
    usage: usageOf(planned),
    lead: lead && {
      id: context.lead?.id ?? randomUUID(),
      from: context.lead?.state ?? null,
      change: lead,
      reason: planned.rule,
    },
    quietUntil: planned.quietUntil,
    outbox: drafts.map((draft) => ({ id: randomUUID(), ...draft })),
    now,
  }
}

function report(deps: TakeTurnDeps, kept: KeptTurn, { verdict }: PlannedTurn): void {
  const { turnId, conversationId, outcome, rule, now } = kept
  deps.events.turnKept({ turnId, conversationId, outcome, rule, tookMs: deps.now().getTime() - now.getTime() })
  for (const [question, { fellBack }] of answersOf(verdict)) {
    if (fellBack) deps.events.answerFellBack({ conversationId, question, fellBack })
  }
}
