/**
 * One event, taken by an onboarding inside the caller's transaction, under the client's lock: where the owner stands
 * then, the text to them, and everything else that follows, are kept with it or not at all. An event with the same key
 * is taken once. Whoever has an event (a turn, Stripe's word, a call, the clock, an operator) comes here with it.
 */
import { randomUUID } from 'node:crypto'
import { raiseFindings } from '@jobrun/db/monitor/incidents'
import { keepStanding, type LockedStanding, lockStanding } from '@jobrun/db/onboarding/standing'
import { queueMessages } from '@jobrun/db/path/queue-message'
import type { Tx } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import { derivedId } from '@jobrun/domain/ids'
import { advance } from '@jobrun/domain/onboarding/advance'
import type { Advanced, Effect, OnboardingEvent, Standing, Terms } from '@jobrun/domain/onboarding/standing'
import { measure } from '@jobrun/domain/outbox/segments'
import type { Region } from '@jobrun/domain/region'
import type { OurEnds } from '../outbox/told-messages.ts'

/** Takes a number from the pool for the client, in the same transaction: that one, or any. null: none is free. */
export type AllocateNumber = (
  tx: Tx,
  of: { clientId: string; region: Region; phone?: string | null; now: Date },
) => Promise<string | null>

export interface OnboardingDeps extends OurEnds {
  queue: Pick<Queue, 'queueDeliveries' | 'queueErrand'>
  allocateNumber: AllocateNumber
  /** Where owners' short links begin: the service's public address. */
  publicBaseUrl: string
  price: { monthlyPrice: string; trialDays: number }
}

export interface Happened {
  clientId: string
  event: OnboardingEvent
  /** Names the event: `turn:…`, Stripe's event id, `call:<CallSid>` … */
  key: string
  now: Date
}

export interface Taken {
  standing: Standing
  outcome: string
  /** For an operator: why nothing was done. */
  refused: string | null
  /** What the owner is told, if anything; already queued unless the caller asked for it. */
  say: { when: 'now' | 'by-day'; body: string } | null
}

/** null: it was taken before, or there is no such client; nothing is changed then. */
export async function advanceOnboarding(tx: Tx, deps: OnboardingDeps, happened: Happened): Promise<Taken | null> {
  const taken = await takeEvent(tx, deps, happened)
  if (taken?.say) await queueText(tx, deps, { happened, say: taken.say, to: taken.standing.ownerPhone })
  return taken
}

/** The same for a turn, which keeps its answer itself. */
export async function takeEvent(tx: Tx, deps: OnboardingDeps, happened: Happened): Promise<Taken | null> {
  const locked = await lockStanding(tx, happened.clientId, happened.now)
  if (!locked) return null
  const advanced = advance(locked.standing, happened.event, termsOf(deps, locked, happened.now))
  if (advanced.refused !== null) return takenOf(advanced)
  if (!(await keep(tx, happened, locked.standing, advanced))) return null
  const fetched = await fetchNumber(tx, deps, { happened, locked, advanced })
  await runErrands(tx, deps, happened, [...advanced.effects, ...(fetched?.effects ?? [])])
  return takenOf(fetched ?? advanced, advanced.effects)
}

function termsOf({ publicBaseUrl, price }: OnboardingDeps, { paymentToken }: LockedStanding, now: Date): Terms {
  return { now, ...price, paymentLink: `${publicBaseUrl}/p/${paymentToken}` }
}

function keep(tx: Tx, { clientId, key, event, now }: Happened, before: Standing, advanced: Advanced): Promise<boolean> {
  return keepStanding(tx, { clientId, key, kind: event.kind, before, advanced, now })
}

/** A number is fetched at once, so that payment, number and the next question are one step and one text. */
async function fetchNumber(
  tx: Tx,
  deps: OnboardingDeps,
  { happened, locked, advanced }: { happened: Happened; locked: LockedStanding; advanced: Advanced },
): Promise<Advanced | null> {
  const wanted = advanced.effects.find((effect) => effect.kind === 'allocate-number')
  if (!wanted) return null
  const { clientId, now, key } = happened
  const number = await deps.allocateNumber(tx, { clientId, region: wanted.region, now })
  const event: OnboardingEvent = number === null ? { kind: 'pool-empty' } : { kind: 'number-allocated', number }
  const next = advance(advanced.standing, event, termsOf(deps, locked, now))
  await keep(tx, { clientId, key: `${key}:number`, event, now }, advanced.standing, next)
  return next
}

/** The last word counts: what comes of a number says more than that it is being fetched. */
function takenOf({ standing, outcome, refused, effects }: Advanced, before: readonly Effect[] = []): Taken {
  const say = [...before, ...effects].findLast((effect) => effect.kind === 'say')
  return { standing, outcome, refused, say: say ? { when: say.when, body: say.body } : null }
}

async function runErrands(tx: Tx, deps: OnboardingDeps, happened: Happened, effects: readonly Effect[]): Promise<void> {
  const { clientId, key } = happened
  for (const [n, effect] of effects.entries()) {
    switch (effect.kind) {
      case 'prepare-payment':
      case 'ask-payment':
        await deps.queue.queueErrand(tx, {
          id: derivedId(clientId, `${key}:${n}:${effect.kind}`),
          name: effect.kind,
          subject: clientId,
        })
        break
      case 'tell-founder':
        await tellFounder(tx, { happened, effect })
        break
      case 'say':
      case 'allocate-number':
        break
    }
  }
}

async function tellFounder(
  tx: Tx,
  { happened, effect }: { happened: Happened; effect: Extract<Effect, { kind: 'tell-founder' }> },
): Promise<void> {
  const { clientId, now } = happened
  const { rows } = await tx.query<{ phone_number: string; business_name: string }>({
    name: 'who-is-told-of',
    text: 'select phone_number, business_name from clients where id = $1',
    values: [clientId],
  })
  const name = `${rows[0]?.phone_number} ${rows[0]?.business_name ?? ''}`.trim()
  const finding = { type: effect.type, subject: clientId, clientId, name, words: `${name} ${effect.words}` }
  await raiseFindings(tx, [finding], now)
}

async function queueText(
  tx: Tx,
  deps: OnboardingDeps,
  { happened, say, to }: { happened: Happened; say: NonNullable<Taken['say']>; to: string },
): Promise<void> {
  const { clientId, key, now } = happened
  const queued = await queueMessages(tx, [
    {
      id: randomUUID(),
      dedupeKey: `onboarding:${clientId}:${key}`,
      clientId,
      conversationId: null,
      purpose: say.when === 'now' ? 'owner-reply' : 'owner-notice',
      from: deps.systemNumber,
      to,
      body: say.body,
      ...measure(say.body),
      notBefore: null,
    },
  ])
  await deps.queue.queueDeliveries(tx, queued, { name: 'first', now })
}
