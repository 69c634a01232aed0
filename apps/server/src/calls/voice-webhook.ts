/**
 * `POST /api/twilio/voice` and its callbacks `/status`, `/recording`, `/transcription`: signature, shape, one commit, then
 * what the caller hears. Without a database 503, upon which Twilio takes `/fallback`, which needs none.
 */
import type { Parsed } from '@jobrun/contracts/wire/twilio'
import { readTwilioCall, readTwilioRecording, readTwilioTranscription } from '@jobrun/contracts/wire/twilio-voice'
import { SPOKEN_WHEN_BLIND, spokenFor } from '@jobrun/domain/calls/call-texts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Events } from '../events.ts'
import { sendTwiml, type TwilioDoor } from '../http/twilio-door.ts'
import type { TakeCall } from './take-call.ts'

export interface VoiceWebhookDeps {
  door: TwilioDoor
  takeCall: TakeCall
  /** As TwiML. */
  twimlFor: (answer: { sentence: string; language: 'en-GB' | 'en-US'; takesMessage: boolean }) => string
  hangUp: () => string
  systemNumber: string
  events: Pick<Events, 'webhookRefused' | 'taskFailed'>
}

export function voiceWebhook(app: FastifyInstance, deps: VoiceWebhookDeps): void {
  const { takeCall, twimlFor, hangUp } = deps
  const post = <T>(
    path: string,
    read: (fields: unknown) => Parsed<T>,
    act: (reply: FastifyReply, value: T) => unknown,
  ) => app.post(`/api/twilio/voice${path}`, (request, reply) => answer(deps, { request, reply, read, act }))

  post('', readTwilioCall, async (reply, call) => {
    const { kind, spoken, ourNumber } = await takeCall.told(call)
    const takesMessage = kind === 'missed'
    return sendTwiml(reply, twimlFor({ sentence: spoken, language: languageOf(ourNumber), takesMessage }))
  })
  post('/fallback', readTwilioCall, async (reply, { to }) => {
    const isOurs = to === deps.systemNumber
    const sentence = isOurs ? spokenFor('texts-only', '') : SPOKEN_WHEN_BLIND
    return sendTwiml(reply, twimlFor({ sentence, language: languageOf(to), takesMessage: !isOurs }))
  })
  post('/status', readTwilioCall, async (reply, call) => {
    await takeCall.told(call)
    return sendTwiml(reply)
  })
  post('/recording', readTwilioRecording, async (reply, { callSid, recording, isAction }) => {
    const kept = recording ? takeCall.recorded(callSid, recording) : Promise.resolve()
    // The caller is still there: they need not hear of our trouble, since the status callback comes after.
    await (isAction ? kept.catch((error: unknown) => deps.events.taskFailed('voice', error)) : kept)
    return sendTwiml(reply, hangUp())
  })
  post('/transcription', readTwilioTranscription, async (reply, transcription) => {
    await takeCall.transcribed(transcription)
    return sendTwiml(reply)
  })
}

interface Posted<T> {
  request: FastifyRequest
  reply: FastifyReply
  read: (fields: unknown) => Parsed<T>
  act: (reply: FastifyReply, value: T) => unknown
}

async function answer<T>(deps: VoiceWebhookDeps, { request, reply, read, act }: Posted<T>): Promise<unknown> {
  const refused = deps.door.refusal(request)
  if (refused) {
    deps.events.webhookRefused(refused)
    return reply.code(403).type('text/plain').send(refused)
  }
  const parsed = read(request.body)
  if (!parsed.ok) {
    deps.events.webhookRefused(parsed.problem)
    return reply.code(400).type('text/plain').send(parsed.problem)
  }
  try {
    return await act(reply, parsed.value)
  } catch (error) {
    deps.events.taskFailed('voice', error)
    return reply.code(503).header('retry-after', '2').type('text/plain').send('Not stored; please send it again.')
  }
}

function languageOf(ourNumber: string): 'en-GB' | 'en-US' {
  return ourNumber.startsWith('+1') ? 'en-US' : 'en-GB'
}
