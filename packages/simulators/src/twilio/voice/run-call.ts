// A call's way through TwiML: one document after another until nobody has more to say. Speaking takes no real time.
import type { WebhookOutcome, WebhookTarget } from '../deliver-webhook.ts'
import { newCallSid, type Recording, type SimulatedCall } from './call.ts'
import { callFields } from './call-fields.ts'
import { readTwiml, type Verb } from './read-twiml.ts'

/** What the person at the other end does. */
export interface CallerActs {
  /** Said after the beep; nothing said, nothing recorded. Ends with hanging up unless `staysOn`. */
  voicemail?: string | undefined
  /** Asked at the tone instead, with the call as far as it got. */
  speaks?: ((call: SimulatedCall) => Promise<string>) | undefined
  staysOn?: boolean | undefined
  /** Keys pressed when asked. */
  digits?: string | undefined
  /** Seconds into the call. */
  hangsUpAfter?: number | undefined
}

export interface Callback {
  kind: 'recording' | 'transcription'
  recording: Recording
  target: WebhookTarget
}

export interface RunDeps {
  accountSid: string
  now: () => Date
  recordingUrl: (recordingSid: string) => string
  fetchTwiml: (target: WebhookTarget, sid: string, fields: Record<string, string>) => Promise<WebhookOutcome>
}

interface Run {
  deps: RunDeps
  call: SimulatedCall
  caller: CallerActs
  callbacks: Callback[]
  /** The address of the document that is being read; relative addresses start from it. */
  address: string
}

/** Where to go on, or the end. */
type Next = { target: WebhookTarget; fields: Record<string, string> } | 'end'

const mostDocuments = 20
const apology = 'We are sorry, an application error has occurred. Goodbye.'

/** Fills the call with what was heard and recorded. Answers what is to be reported once it is over. */
export async function runCall(
  deps: RunDeps,
  call: SimulatedCall,
  how: { caller: CallerActs; first: WebhookOutcome; target: WebhookTarget },
): Promise<Callback[]> {
  const run: Run = { deps, call, caller: how.caller, callbacks: [], address: how.target.url }
  let outcome = how.first
  let fallback = how.target.fallback
  for (let documents = 1; documents <= mostDocuments; documents += 1) {
    const twiml = outcome.errorCode === null ? readTwiml(outcome.body || '<Response/>') : null
    if (!twiml?.ok) {
      call.errorCode = outcome.errorCode ?? 12100
      if (outcome.errorCode !== null || !fallback) {
        call.heard.push({ kind: 'error', text: apology })
        break
      }
      const fields = { ...callFields(call, deps.accountSid), ErrorCode: '12100', ErrorUrl: run.address }
      run.address = fallback.url
      outcome = await deps.fetchTwiml(fallback, call.sid, fields)
      fallback = undefined
      continue
    }
    const next = await speakSafely(run, twiml.verbs)
    if (next === 'end') break
    run.address = next.target.url
    outcome = await deps.fetchTwiml(next.target, call.sid, { ...callFields(call, deps.accountSid), ...next.fields })
    if (call.status === 'completed') break
  }
  if (call.status === 'ringing' || call.status === 'in-progress') call.status = 'completed'
  return run.callbacks
}

/** An address that is none (11100) ends the call as any error of the application does. */
async function speakSafely(run: Run, verbs: readonly Verb[]): Promise<Next> {
  try {
    return await speak(run, verbs)
  } catch (failure) {
    if (!(failure instanceof BadAddress)) throw failure
    run.call.errorCode = 11100
    run.call.heard.push({ kind: 'error', text: apology })
    return 'end'
  }
}

class BadAddress extends Error {}

async function speak(run: Run, verbs: readonly Verb[]): Promise<Next> {
  const { call, caller } = run
  const [first] = verbs
  if (first?.name === 'Reject' && call.status === 'ringing') {
    call.status = first.attributes.reason === 'busy' ? 'busy' : 'no-answer'
    call.heard.push({ kind: 'reject', text: first.attributes.reason ?? 'rejected' })
    return 'end'
  }
  call.status = 'in-progress'
  for (const verb of verbs) {
    const next = await perform(run, verb)
    if (caller.hangsUpAfter !== undefined && call.seconds >= caller.hangsUpAfter) {
      call.seconds = caller.hangsUpAfter
      return 'end'
    }
    if (next) return next
  }
  return 'end'
}

/** Null: go on with the next verb. Verbs this stand-in does not know are passed over. */
async function perform(run: Run, verb: Verb): Promise<Next | null> {
  const { call } = run
  switch (verb.name) {
    case 'Say':
      call.heard.push({ kind: 'say', text: verb.text })
      call.seconds += secondsToSay(verb.text)
      return null
    case 'Play':
      call.heard.push({ kind: 'play', text: verb.text })
      call.seconds += 3
      return null
    case 'Pause':
      call.heard.push({ kind: 'pause', text: verb.attributes.length ?? '1' })
      call.seconds += Number(verb.attributes.length ?? 1)
      return null
    case 'Gather':
      return gather(run, verb)
    case 'Record':
      return record(run, verb)
    case 'Redirect':
      return { target: target(run, verb.text, verb.attributes.method), fields: {} }
    case 'Hangup':
      return 'end'
    default:
      return null
  }
}

async function gather(run: Run, verb: Verb): Promise<Next | null> {
  for (const nested of verb.verbs) await perform(run, nested)
  run.call.heard.push({ kind: 'gather', text: verb.attributes.input ?? 'dtmf' })
  const digits = run.caller.digits?.slice(0, Number(verb.attributes.numDigits ?? 100))
  if (!digits) {
    run.call.seconds += Number(verb.attributes.timeout ?? 5)
    return null
  }
  return { target: target(run, verb.attributes.action, verb.attributes.method), fields: { Digits: digits } }
}

/** Silence is no recording: Twilio goes on with the next verb. Without an action it asks the same address again. */
async function record(run: Run, verb: Verb): Promise<Next | null> {
  const { call, caller, deps } = run
  const { attributes } = verb
  if (attributes.playBeep !== 'false') call.heard.push({ kind: 'beep', text: '' })
  const words = (caller.voicemail ?? (await caller.speaks?.(call)) ?? '').trim()
  if (words === '') {
    call.seconds += Number(attributes.timeout ?? 5)
    return null
  }
  const seconds = Math.min(secondsToSay(words), Number(attributes.maxLength ?? 3600))
  const sid = newCallSid('RE')
  const recording: Recording = { sid, seconds, words, transcription: null, createdAt: deps.now().getTime() }
  call.recordings.push(recording)
  call.seconds += seconds
  reportRecording(run, recording, attributes)
  if (!caller.staysOn) call.status = 'completed'
  const fields = {
    RecordingUrl: deps.recordingUrl(sid),
    RecordingSid: sid,
    RecordingDuration: String(seconds),
    Digits: caller.staysOn ? '' : 'hangup',
    CallStatus: call.status,
  }
  return { target: target(run, attributes.action, attributes.method), fields }
}

function reportRecording(run: Run, recording: Recording, attributes: Verb['attributes']): void {
  const { recordingStatusCallback: status, transcribeCallback } = attributes
  if (status)
    run.callbacks.push({
      kind: 'recording',
      recording,
      target: target(run, status, attributes.recordingStatusCallbackMethod),
    })
  if (attributes.transcribe !== 'true' && !transcribeCallback) return
  recording.transcription = transcribe(recording)
  if (transcribeCallback)
    run.callbacks.push({ kind: 'transcription', recording, target: target(run, transcribeCallback, 'POST') })
}

/** A voicemail with this word cannot be transcribed. */
export const unreadableWord = '#tw-no-transcript'

/** Only of two seconds to two minutes, as at Twilio. */
function transcribe({ seconds, words }: Recording): Recording['transcription'] {
  const fails = words.includes(unreadableWord) || seconds < 2 || seconds > 120
  return { sid: newCallSid('TR'), status: fails ? 'failed' : 'completed', text: fails ? '' : words }
}

function target(run: Run, address: string | undefined, method: string | undefined): WebhookTarget {
  if (address && !URL.canParse(address, run.address)) throw new BadAddress(address)
  const url = address ? new URL(address, run.address).toString() : run.address
  return { url, method: method?.toUpperCase() === 'GET' ? 'GET' : 'POST' }
}

/** Two and a half words a second, as people talk. */
function secondsToSay(text: string): number {
  return Math.max(1, Math.ceil(text.split(/\s+/).length / 2.5))
}
