// Twilio's REST API 2010-04-01, the part JobRun speaks to. Basic auth with the account's sid and token, forms in, JSON out.
import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Timers } from '../timers.ts'
import { acceptMessage, asE164, type CreateForm } from './accept-message.ts'
import type { Deliveries } from './deliver-message.ts'
import { asWireError, deliveryErrorText, notFound, rejection, type WireError } from './errors.ts'
import { failureFor, type SendFaultKind } from './failures.ts'
import type { SendFault, SendFaults, TwilioSettings } from './faults.ts'
import { asWireNumber, type NumberSettings, newNumber } from './incoming-number.ts'
import type { Ledger } from './ledger.ts'
import { type ListQuery, listMessages } from './list-messages.ts'
import { asWireMessage, rfc2822, type SimulatedMessage } from './message.ts'

export interface RestDeps {
  accountSid: string
  authToken: string
  ledger: Ledger
  settings: TwilioSettings
  sendFaults: SendFaults
  deliveries: Deliveries
  timers: Timers
  now: () => Date
}

const account = '/2010-04-01/Accounts/:accountSid'

export function serveRestApi(app: FastifyInstance, deps: RestDeps): void {
  app.register(async (rest) => {
    rest.addHook('onRequest', async (request, reply) => {
      if (!isAuthorised(request, deps)) return refuse(reply, rejection(20003))
    })
    rest.setErrorHandler((_failure, _request, reply) => refuse(reply, rejection(20500)))
    serveMessages(rest, deps)
    serveNumbers(rest, deps)
    rest.get('/2010-04-01/Accounts/:file', (request, reply) => {
      const sid = sidIn(request)
      return sid === deps.accountSid ? reply.send(wireAccount(deps)) : refuse(reply, notFound(request.url))
    })
    rest.all('/2010-04-01/*', (request, reply) => refuse(reply, notFound(request.url)))
  })
}

function serveMessages(rest: FastifyInstance, deps: RestDeps): void {
  const show = (message: SimulatedMessage) => asWireMessage(message, deps.accountSid, deliveryErrorText)
  rest.post(`${account}/Messages.json`, async (request, reply) => {
    const form = (request.body ?? {}) as CreateForm
    const fault = deps.sendFaults.take() ?? faultByNumber(form)
    if (fault && !accepts(fault.kind)) return failUnaccepted(reply, fault.kind)
    const accepted = acceptMessage(deps, form)
    if ('refused' in accepted) return refuse(reply, accepted.refused)
    const created = show(accepted.message)
    deps.ledger.addMessage(accepted.message)
    deps.deliveries.start(accepted.message)
    if (fault?.kind === 'slow') await deps.timers.delay(fault.ms ?? deps.settings.slowMs)
    else if (fault) return failAccepted(reply, fault.kind)
    return reply.code(201).send(created)
  })
  rest.get(`${account}/Messages.json`, (request, reply) => {
    const visibleBefore = deps.now().getTime() - deps.settings.listLagMs
    const found = listMessages(deps.ledger, request.query as ListQuery, visibleBefore)
    return reply.send(pageOf(request.url, found, { messages: found.messages.map(show) }))
  })
  rest.get(`${account}/Messages/:file`, (request, reply) => {
    const message = deps.ledger.find(sidIn(request))
    return message ? reply.send(show(message)) : refuse(reply, notFound(request.url))
  })
  serveMedia(rest, deps)
}

function serveMedia(rest: FastifyInstance, deps: RestDeps): void {
  const media = `${account}/Messages/:messageSid/Media`
  const show = (messageSid: string, sid: string, contentType: string, createdAt: number) => ({
    account_sid: deps.accountSid,
    content_type: contentType,
    date_created: rfc2822(createdAt),
    date_updated: rfc2822(createdAt),
    parent_sid: messageSid,
    sid,
    uri: `/2010-04-01/Accounts/${deps.accountSid}/Messages/${messageSid}/Media/${sid}.json`,
  })
  rest.get(`${media}.json`, (request, reply) => {
    const message = deps.ledger.find((request.params as { messageSid: string }).messageSid)
    if (!message) return refuse(reply, notFound(request.url))
    const media_list = message.media.map((item) => show(message.sid, item.sid, item.contentType, message.createdAt))
    const found = { page: 0, pageSize: 50, start: 0, nextToken: null, messages: message.media }
    return reply.send(pageOf(request.url, found, { media_list }))
  })
  rest.get(`${media}/:file`, (request, reply) => {
    const message = deps.ledger.find((request.params as { messageSid: string }).messageSid)
    const item = message?.media.find(({ sid }) => sid === sidIn(request))
    if (!message || !item) return refuse(reply, notFound(request.url))
    if (request.url.endsWith('.json'))
      return reply.send(show(message.sid, item.sid, item.contentType, message.createdAt))
    return reply.redirect(item.url ?? `/media/${message.sid}/${item.sid}`, 307)
  })
}

function serveNumbers(rest: FastifyInstance, deps: RestDeps): void {
  const numbers = `${account}/IncomingPhoneNumbers`
  const bySid = (request: FastifyRequest) =>
    [...deps.ledger.numbers.values()].find((number) => number.sid === sidIn(request))
  rest.get(`${numbers}.json`, (request, reply) => {
    const wanted = (request.query as { PhoneNumber?: string }).PhoneNumber
    const kept = [...deps.ledger.numbers.values()].filter(
      ({ phoneNumber }) => !wanted || phoneNumber === asE164(wanted),
    )
    const found = { page: 0, pageSize: 50, start: 0, nextToken: null, messages: kept }
    const incoming_phone_numbers = kept.map((number) => asWireNumber(number, deps.accountSid))
    return reply.send(pageOf(request.url, found, { incoming_phone_numbers }))
  })
  rest.post(`${numbers}.json`, (request, reply) => {
    const form = (request.body ?? {}) as Record<string, string>
    const phoneNumber = asE164(form.PhoneNumber ?? '')
    if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber)) return refuse(reply, rejection(21452, { to: phoneNumber }))
    const number = newNumber(phoneNumber, numberSettings(form), deps.now().getTime())
    deps.ledger.putNumber(number)
    return reply.code(201).send(asWireNumber(number, deps.accountSid))
  })
  rest.get(`${numbers}/:file`, (request, reply) => {
    const number = bySid(request)
    return number ? reply.send(asWireNumber(number, deps.accountSid)) : refuse(reply, notFound(request.url))
  })
  rest.post(`${numbers}/:file`, (request, reply) => {
    const number = bySid(request)
    if (!number) return refuse(reply, notFound(request.url))
    const changed = { ...number, ...numberSettings((request.body ?? {}) as Record<string, string>) }
    deps.ledger.putNumber({ ...changed, updatedAt: deps.now().getTime() })
    return reply.send(asWireNumber(changed, deps.accountSid))
  })
}

const settingNames = {
  FriendlyName: 'friendlyName',
  SmsUrl: 'smsUrl',
  SmsMethod: 'smsMethod',
  SmsFallbackUrl: 'smsFallbackUrl',
  SmsFallbackMethod: 'smsFallbackMethod',
  VoiceUrl: 'voiceUrl',
  VoiceMethod: 'voiceMethod',
  VoiceFallbackUrl: 'voiceFallbackUrl',
  StatusCallback: 'statusCallback',
} as const satisfies Record<string, keyof NumberSettings>

function numberSettings(form: Record<string, string>): NumberSettings {
  const given = Object.entries(settingNames).filter(([name]) => form[name] !== undefined)
  return Object.fromEntries(given.map(([name, setting]) => [setting, form[name]]))
}

function wireAccount(deps: RestDeps) {
  const uri = `/2010-04-01/Accounts/${deps.accountSid}`
  return {
    auth_token: deps.authToken,
    date_created: 'Mon, 01 Jan 2024 00:00:00 +0000',
    date_updated: 'Mon, 01 Jan 2024 00:00:00 +0000',
    friendly_name: 'Simulated account',
    owner_account_sid: deps.accountSid,
    sid: deps.accountSid,
    status: 'active',
    subresource_uris: { messages: `${uri}/Messages.json`, incoming_phone_numbers: `${uri}/IncomingPhoneNumbers.json` },
    type: 'Full',
    uri: `${uri}.json`,
  }
}

interface Found {
  page: number
  pageSize: number
  start: number
  nextToken: string | null
  messages: readonly unknown[]
}

function pageOf(url: string, found: Found, records: Record<string, unknown[]>) {
  const [path = '', queryText = ''] = url.split('?')
  const at = (page: number, token: string | null) => {
    const query = new URLSearchParams(queryText)
    query.set('PageSize', String(found.pageSize))
    query.set('Page', String(page))
    query.delete('PageToken')
    if (token) query.set('PageToken', token)
    return `${path}?${query}`
  }
  return {
    end: found.start + Math.max(found.messages.length - 1, 0),
    first_page_uri: at(0, null),
    next_page_uri: found.nextToken ? at(found.page + 1, found.nextToken) : null,
    page: found.page,
    page_size: found.pageSize,
    previous_page_uri: found.page > 0 ? at(found.page - 1, null) : null,
    ...records,
    start: found.start,
    uri: url,
  }
}

function sidIn(request: FastifyRequest): string {
  return (request.params as { file: string }).file.replace(/\.json$/, '')
}

function isAuthorised(request: FastifyRequest, deps: RestDeps): boolean {
  const wanted = Buffer.from(`Basic ${Buffer.from(`${deps.accountSid}:${deps.authToken}`).toString('base64')}`)
  const given = Buffer.from(request.headers.authorization ?? '')
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false
  const sid = (request.params as { accountSid?: string }).accountSid
  return sid === undefined || sid === deps.accountSid
}

function refuse(reply: FastifyReply, error: WireError) {
  return reply.code(error.status).send(asWireError(error))
}

function faultByNumber(form: CreateForm): SendFault | null {
  const effect = failureFor(asE164(form.To ?? ''), form.Body ?? '')
  return effect && 'fault' in effect ? { kind: effect.fault } : null
}

function accepts(kind: SendFaultKind): boolean {
  return kind === 'slow' || kind === 'accept-then-drop' || kind === '500-after-accept' || kind === 'hang-after-accept'
}

function failAccepted(reply: FastifyReply, kind: SendFaultKind) {
  if (kind === '500-after-accept') return refuse(reply, rejection(20500))
  reply.hijack()
  if (kind === 'accept-then-drop') reply.raw.socket?.destroy()
  return reply
}

function failUnaccepted(reply: FastifyReply, kind: SendFaultKind) {
  if (kind === '429') return refuse(reply, rejection(20429))
  if (kind === '503') return refuse(reply, rejection(20503))
  if (kind === '500-not-accepted') return refuse(reply, rejection(20500))
  reply.hijack()
  if (kind === 'reset') reply.raw.socket?.resetAndDestroy()
  return reply
}
