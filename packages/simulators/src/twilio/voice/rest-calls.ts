// Calls, recordings and transcriptions of the REST API; a call that the account places is run at once.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { asE164 } from '../accept-message.ts'
import { notFound, rejection } from '../errors.ts'
import { accountPath, onlyPage, refuse, sidIn } from '../rest-wire.ts'
import { asWireCall, asWireRecording, asWireTranscription, newCallSid, type SimulatedCall } from './call.ts'
import { converse, type VoiceDeps } from './place-call.ts'
import { silence } from './silence.ts'

export function serveCalls(rest: FastifyInstance, deps: VoiceDeps): void {
  const { ledger, accountSid } = deps
  const show = (call: SimulatedCall) => asWireCall(call, accountSid)
  rest.post(`${accountPath}/Calls.json`, (request, reply) => {
    const form = (request.body ?? {}) as Record<string, string>
    const to = asE164(form.To ?? '')
    const number = ledger.numbers.get(asE164(form.From ?? ''))
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return refuse(reply, rejection(21211, { to }))
    if (!number) return refuse(reply, rejection(21210, { from: form.From ?? '' }))
    if (!form.Url) return refuse(reply, rejection(21205))
    const call = newOutgoing(deps, { to, from: number.phoneNumber, numberSid: number.sid })
    const created = show(call)
    deps.track(1)
    const target = { url: form.Url, method: methodOf(form.Method) }
    const status = { url: form.StatusCallback ?? '', method: methodOf(form.StatusCallbackMethod) }
    call.status = 'in-progress'
    void converse(deps, call, { caller: {}, target, status, copies: 1 }).finally(() => deps.track(-1))
    return reply.code(201).send(created)
  })
  rest.get(`${accountPath}/Calls.json`, (request, reply) => {
    const { To, From, Status, PageSize } = request.query as Record<string, string | undefined>
    const found = [...ledger.calls.values()].filter(
      (call) =>
        (To === undefined || call.to === To) &&
        (From === undefined || call.from === From) &&
        (Status === undefined || call.status === Status),
    )
    const page = found.reverse().slice(0, Math.min(Number(PageSize ?? 50) || 50, 1000))
    return reply.send(onlyPage(request.url, 'calls', page.map(show)))
  })
  rest.get(`${accountPath}/Calls/:file`, (request, reply) => {
    const call = ledger.calls.get(sidIn(request))
    return call ? reply.send(show(call)) : refuse(reply, notFound(request.url))
  })
  serveRecordings(rest, deps)
}

function newOutgoing(deps: VoiceDeps, of: { to: string; from: string; numberSid: string }): SimulatedCall {
  const at = deps.now().getTime()
  const call: SimulatedCall = {
    sid: newCallSid('CA'),
    direction: 'outbound-api',
    ...of,
    forwardedFrom: null,
    callerName: null,
    status: 'queued',
    errorCode: null,
    heard: [],
    recordings: [],
    seconds: 0,
    createdAt: at,
    updatedAt: at,
  }
  deps.ledger.putCall(call)
  return call
}

function methodOf(written: string | undefined): 'GET' | 'POST' {
  return written?.toUpperCase() === 'GET' ? 'GET' : 'POST'
}

function serveRecordings(rest: FastifyInstance, { ledger, accountSid }: VoiceDeps): void {
  const all = () =>
    [...ledger.calls.values()].flatMap((call) => call.recordings.map((recording) => ({ call, recording })))
  const find = (request: FastifyRequest) =>
    all().find(({ recording }) => recording.sid === sidIn(request).replace(/\.(wav|mp3)$/, ''))
  const list = (request: FastifyRequest, callSid: string | undefined) => {
    const found = all().filter(({ call }) => callSid === undefined || call.sid === callSid)
    const shown = found.map(({ call, recording }) => asWireRecording(call, recording, accountSid))
    return onlyPage(request.url, 'recordings', shown)
  }
  rest.get(`${accountPath}/Recordings.json`, (request, reply) =>
    reply.send(list(request, (request.query as { CallSid?: string }).CallSid)),
  )
  rest.get(`${accountPath}/Calls/:callSid/Recordings.json`, (request, reply) =>
    reply.send(list(request, (request.params as { callSid: string }).callSid)),
  )
  rest.get(`${accountPath}/Recordings/:file`, (request, reply) => {
    const found = find(request)
    if (!found) return refuse(reply, notFound(request.url))
    const asked = request.url.split('?')[0] ?? ''
    if (asked.endsWith('.json')) return reply.send(asWireRecording(found.call, found.recording, accountSid))
    return reply.type('audio/x-wav').send(silence(found.recording.seconds))
  })
  rest.delete(`${accountPath}/Recordings/:file`, (request, reply) => {
    const found = find(request)
    if (!found) return refuse(reply, notFound(request.url))
    found.call.recordings = found.call.recordings.filter(({ sid }) => sid !== found.recording.sid)
    ledger.putCall(found.call)
    return reply.code(204).send()
  })
  rest.get(`${accountPath}/Transcriptions/:file`, (request, reply) => {
    const found = all().find(({ recording }) => recording.transcription?.sid === sidIn(request))
    const shown = found && asWireTranscription(found.recording, accountSid)
    return shown ? reply.send(shown) : refuse(reply, notFound(request.url))
  })
}
