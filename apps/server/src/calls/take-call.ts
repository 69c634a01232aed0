/**
 * One call, kept by its CallSid together with the text to its caller, in one transaction. Whatever tells of the call
 * first, the voice webhook or the callback of its end, decides; what comes later adds what it knows.
 */
import { randomUUID } from 'node:crypto'
import type { TwilioCall, TwilioRecording, TwilioTranscription } from '@jobrun/contracts/wire/twilio-voice'
import { raiseFindings } from '@jobrun/db/monitor/incidents'
import type { QueuedMessage } from '@jobrun/db/path/commit-turn'
import { queueDrafted } from '@jobrun/db/path/queue-drafted'
import { lockConversation, type ReadCallFacts, readCallFacts } from '@jobrun/db/path/read-call-facts'
import { keepTakenCall, type RememberedCall, rememberCall } from '@jobrun/db/path/remember-call'
import { inTransaction, type Pool, type Tx } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import { type CallKind, spokenFor } from '@jobrun/domain/calls/call-texts'
import { callerOf } from '@jobrun/domain/calls/caller'
import { type ArrivedCall, type CallFacts, planCall } from '@jobrun/domain/calls/plan-call'
import { callArrived, testCallOf } from '@jobrun/domain/calls/test-call'
import { voicemailDraft } from '@jobrun/domain/calls/voicemail'
import { goesByMail } from '@jobrun/domain/outbox/mail'
import { queueDrafts } from '@jobrun/domain/outbox/queue-drafts'
import { isLive } from '@jobrun/domain/pipeline/guard'
import type { Draft } from '@jobrun/domain/pipeline/turn'
import type { Region } from '@jobrun/domain/region'
import type { Events } from '../events.ts'
import { advanceOnboarding, type OnboardingDeps } from '../onboarding/advance-onboarding.ts'
import type { MailInstead } from '../outbox/aftermath.ts'
import type { OurEnds } from '../outbox/told-messages.ts'
import { learntFromCall, learntFromRecording, learntFromTranscription } from './learnt.ts'

export interface TakeCallDeps extends OurEnds {
  pool: Pool
  queue: Pick<Queue, 'queueDeliveries' | 'wake'>
  mailInstead: MailInstead
  onboarding: OnboardingDeps
  now: () => Date
  events: Pick<Events, 'callTaken' | 'callRepeated'>
}

/** What its caller hears. */
export interface TakenCall {
  kind: CallKind
  spoken: string
  ourNumber: string
}

export interface TakeCall {
  /** It rang, it ended, or Twilio's list shows it. */
  told(call: TwilioCall, startedAt?: Date): Promise<TakenCall>
  recorded(callSid: string, recording: TwilioRecording): Promise<void>
  transcribed(transcription: TwilioTranscription): Promise<void>
}

export function createTakeCall(deps: TakeCallDeps): TakeCall {
  return {
    async told(call, startedAt) {
      const now = deps.now()
      return queueing(deps, now, async (tx) => {
        const known = await rememberCall(tx, learntFromCall(call, startedAt ?? now))
        const { taken, queued } = known.kind ? await addTo(tx, deps, known) : await take(tx, deps, { call, known, now })
        return { value: taken, queued }
      })
    },
    async recorded(callSid, recording) {
      await learn(deps, learntFromRecording(callSid, recording, deps.now()))
    },
    async transcribed(transcription) {
      await learn(deps, learntFromTranscription(transcription, deps.now()))
    },
  }
}

/** A callback before its call is kept by the CallSid until the call comes. */
function learn(deps: TakeCallDeps, learnt: Parameters<typeof rememberCall>[1]): Promise<void> {
  return queueing(deps, deps.now(), async (tx) => {
    const known = await rememberCall(tx, learnt)
    const queued = known.kind ? (await addTo(tx, deps, known)).queued : []
    return { value: undefined, queued }
  })
}

interface Queued<T> {
  value: T
  queued: QueuedMessage[]
}

async function queueing<T>(deps: TakeCallDeps, now: Date, work: (tx: Tx) => Promise<Queued<T>>): Promise<T> {
  const { value, queued } = await inTransaction(deps.pool, async (tx) => {
    const done = await work(tx)
    await deps.queue.queueDeliveries(tx, done.queued, { name: `call ${now.getTime()}`, now })
    return done
  })
  for (const { notBefore } of queued) deps.queue.wake('deliver', notBefore ?? now, now)
  return value
}

interface Arrived {
  call: TwilioCall
  known: RememberedCall
  now: Date
}

async function take(tx: Tx, deps: TakeCallDeps, { call, known, now }: Arrived) {
  const { to: ourNumber } = call
  const caller = callerOf(call.from)
  const conversationId = caller && (await lockConversation(tx, { ourNumber, caller, at: now }))
  const read = await readCallFacts(tx, { ourNumber, caller, conversationId, now })
  const { startedAt, callSid } = known
  const arrived = { now, callSid, startedAt, caller, forwardedFrom: call.forwardedFrom }
  const testCall = await tellOnboarding(tx, deps, { arrived, read })
  const planned = planCall(arrived, { ...read.facts, testCall })
  const spoken = spokenFor(planned.kind, read.facts.client?.businessName ?? '')
  const { kind, noText, textBack } = planned
  const clientId = read.facts.client?.id ?? null
  await keepTakenCall(tx, { id: known.id, clientId, conversationId, kind, spoken, noText })
  const taken = { ...known, clientId, conversationId, kind, spoken, ourNumber }
  const drafts = [...(textBack ? [textBack] : []), ...voicemailDrafts(taken, now)]
  deps.events.callTaken({ callSid, kind, noText })
  return { taken, queued: await queueFor(tx, deps, { taken, read, drafts, now }) }
}

interface Told {
  arrived: ArrivedCall & { forwardedFrom: string | null }
  read: ReadCallFacts
}

/** In the same transaction. A live client's calls are its customers' and move nothing. */
async function tellOnboarding(tx: Tx, deps: TakeCallDeps, { arrived, read }: Told): Promise<CallFacts['testCall']> {
  const { client } = read.facts
  if (!client || isLive(client)) return 'not-awaited'
  const event = callArrived(arrived, { ...client, region: read.region as Region })
  const key = `call:${arrived.callSid}`
  const taken = await advanceOnboarding(tx, deps.onboarding, { clientId: client.id, event, key, now: arrived.now })
  if (taken?.say) deps.queue.wake('deliver', arrived.now, arrived.now)
  return testCallOf(taken?.standing ?? null, !client.missing.includes('forwardingEnabled'))
}

/** It was decided before; a message that was left may have become known. */
async function addTo(tx: Tx, deps: TakeCallDeps, known: RememberedCall) {
  const now = deps.now()
  const { kind, spoken, ourNumber } = known
  if (!kind || !spoken || !ourNumber) throw new Error(`call ${known.callSid} was taken without saying what for`)
  const taken = { ...known, kind, spoken, ourNumber }
  deps.events.callRepeated({ callSid: known.callSid })
  const drafts = voicemailDrafts(taken, now)
  if (drafts.length === 0) return { taken, queued: [] }
  const read = await readCallFacts(tx, { ourNumber, caller: null, conversationId: null, now })
  return { taken, queued: await queueFor(tx, deps, { taken, read, drafts, now }) }
}

function voicemailDrafts(call: RememberedCall, now: Date): Draft[] {
  if (call.kind !== 'missed' || call.recordingUrl === null) return []
  const { callSid, recordingSeconds, transcriptionStatus, transcription } = call
  return [
    voicemailDraft({
      callSid,
      caller: callerOf(call.caller ?? ''),
      seconds: recordingSeconds,
      words: transcription,
      isWrittenDown: transcriptionStatus !== null,
      now,
    }),
  ]
}

interface ToQueue {
  taken: RememberedCall & TakenCall
  read: ReadCallFacts
  drafts: readonly Draft[]
  now: Date
}

async function queueFor(tx: Tx, deps: TakeCallDeps, { taken, read, drafts, now }: ToQueue): Promise<QueuedMessage[]> {
  const { client } = read.facts
  // The number may have gone to another client since.
  if (drafts.length === 0 || (client?.id ?? null) !== taken.clientId) return []
  const phone = callerOf(taken.caller ?? '')
  const queued = queueDrafts(drafts, {
    turnKey: taken.callSid,
    subject: taken.callSid,
    clientId: taken.clientId,
    now,
    place: client && { timezone: client.timezone, region: read.region ?? '' },
    addresses: {
      ourNumber: taken.ourNumber,
      phone: phone ?? '',
      ownerPhone: client?.ownerPhone ?? null,
      systemNumber: deps.systemNumber,
      founderPhone: deps.founderPhone,
    },
    recipients: {
      customerOptedOut: read.facts.optedOut,
      ownerOptedOut: read.ownerOptedOut,
      ownerUnreachable: read.ownerUnreachable,
    },
    switches: read.switches,
  })
  await raiseFindings(tx, queued.findings, now)
  const outbox = queued.messages.map((message) => ({ ...message, id: randomUUID() }))
  const { clientId, conversationId } = taken
  const leaving = await queueDrafted(tx, { outbox, clientId, conversationId, phone, now })
  const unsaid = outbox.filter(({ purpose, reason }) => goesByMail(purpose, reason)).map(({ id }) => id)
  if (unsaid.length > 0) await deps.mailInstead(tx, unsaid)
  return leaving
}
