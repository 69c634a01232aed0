/**
 * One turn of texts from an owner, or from somebody who becomes one: at the onboarding number, or at their own. The
 * machine reads it within the turn's transaction; whoever has come to its end gives commands instead.
 */
import { randomInt } from 'node:crypto'
import { beginSignUp, findOwned } from '@jobrun/db/onboarding/sign-up'
import type { TurnContext } from '@jobrun/db/path/read-turn-context'
import type { Tx } from '@jobrun/db/pool'
import { optedOut, type PersonTurn, settleBeforeReading, wordsToUs } from '@jobrun/domain/inbound/plan-people-turn'
import { nothing, type PlannedTurn } from '@jobrun/domain/inbound/plan-turn'
import { readFounderCommand } from '@jobrun/domain/monitor/founder-command'
import type { Proposal } from '@jobrun/domain/onboarding/standing'
import { firstToFit, REPLY_SEGMENTS } from '@jobrun/domain/outbox/segments'
import { regionOf } from '@jobrun/domain/phone'
import type { Draft } from '@jobrun/domain/pipeline/turn'
import { personTurnOf } from '../inbound/load-context.ts'
import type { OwnersPlan } from '../inbound/take-turn.ts'
import { obeyFounder } from '../monitor/obey-founder.ts'
import { obeyOwner } from '../owner/obey-owner.ts'
import { type OnboardingDeps, type Taken, takeEvent } from './advance-onboarding.ts'

/** Until they name their town, owners are where their country's largest part is. */
const zoneOf = { GB: 'Europe/London', US: 'America/New_York' } as const

export function createOwnersTurn(deps: OnboardingDeps) {
  return async (
    tx: Tx,
    { context, now, proposal }: { context: TurnContext; now: Date; proposal: Proposal | null },
  ): Promise<OwnersPlan | null> => {
    const turn = personTurnOf(context, now)
    const owned = await findOwned(tx, context.phone)
    const atOnboarding = context.client === null
    const findings = atOnboarding ? optedOut(turn, owned?.id ?? null) : []
    const settled = settleBeforeReading(turn, owned ? 'known' : 'new')
    if (settled) return { planned: settled, clientId: owned?.id ?? null, findings }
    const founder =
      atOnboarding && turn.phone === deps.founderPhone ? await answerFounder(tx, turn, owned !== null) : null
    if (founder) return { planned: founder, clientId: owned?.id ?? null, findings }
    const clientId = owned?.id ?? (await signUp(tx, turn))
    if (clientId === null)
      return { planned: { ...nothing, outcome: 'SILENT', rule: 'our own number' }, clientId, findings }
    const key = `turn:${context.conversationId}:${context.unanswered[0]?.seq}`
    const texts = wordsToUs(turn)
    if (owned?.state === 'COMPLETE') {
      const body = await obeyOwner(tx, deps, { clientId, texts, key, now })
      const drafts: Draft[] = [{ key: 'reply', purpose: 'owner-reply', body }]
      return { planned: { ...nothing, outcome: 'OWNER', rule: 'owner-command', drafts }, clientId, findings }
    }
    const event = { kind: 'said', texts, proposal } as const
    const taken = await takeEvent(tx, deps, { clientId, event, key, now })
    return taken && { planned: plannedOf(taken, atOnboarding), clientId, findings }
  }
}

/** null: it is not for the monitor, and they are a client's owner too. */
async function answerFounder(tx: Tx, turn: PersonTurn, isOwner: boolean): Promise<PlannedTurn | null> {
  const commands = wordsToUs(turn).map((text) => readFounderCommand(text))
  if (isOwner && commands.some((command) => command === null)) return null
  const answers: string[] = []
  for (const command of commands)
    answers.push(await obeyFounder(tx, { newCode }, { command: command ?? { kind: 'menu' }, now: turn.now }))
  const body = firstToFit([answers.join(' '), answers.at(-1) ?? ''], REPLY_SEGMENTS)
  return {
    ...nothing,
    outcome: 'ONBOARDING',
    rule: 'founder-command',
    drafts: [{ key: 'reply', purpose: 'alert', body }],
  }
}

function newCode(): string {
  return String(randomInt(1_000, 10_000))
}

function signUp(tx: Tx, { phone, now }: PersonTurn): Promise<string | null> {
  const region = regionOf(phone) ?? 'GB'
  return beginSignUp(tx, { phone, region, timezone: zoneOf[region], now })
}

function plannedOf({ outcome, say }: Taken, atOnboarding: boolean): PlannedTurn {
  const reply: Draft[] = say ? [{ key: 'reply', purpose: 'owner-reply', body: say.body }] : []
  return {
    ...nothing,
    outcome: atOnboarding ? 'ONBOARDING' : 'OWNER',
    rule: outcome,
    drafts: reply,
  }
}
