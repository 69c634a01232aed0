// Messaging Services: a pool of numbers under one sid. Create, fetch, list, and which numbers belong to it.
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { notFound } from './errors.ts'
import type { IncomingNumber } from './incoming-number.ts'
import type { Ledger } from './ledger.ts'
import { refuse } from './rest-wire.ts'

interface MessagingService {
  sid: string
  friendlyName: string
  createdAt: number
}

export interface ServiceDeps {
  accountSid: string
  ledger: Ledger
  now: () => Date
}

/** Services last as long as the stand-in; a number's service is part of the number and outlives it. */
export function serveServices(rest: FastifyInstance, deps: ServiceDeps): void {
  const services = new Map<string, MessagingService>()
  const show = (service: MessagingService) => wireService(service, deps.accountSid)
  rest.post('/v1/Services', (request, reply) => {
    const { FriendlyName = '' } = (request.body ?? {}) as { FriendlyName?: string }
    const sid = `MG${randomBytes(16).toString('hex')}`
    const made = { sid, friendlyName: FriendlyName, createdAt: deps.now().getTime() }
    services.set(sid, made)
    return reply.code(201).send(show(made))
  })
  rest.get('/v1/Services', (request, reply) =>
    reply.send(page(request.url, 'services', [...services.values()].map(show))),
  )
  rest.get('/v1/Services/:sid', (request, reply) => {
    const found = services.get((request.params as { sid: string }).sid)
    return found ? reply.send(show(found)) : refuse(reply, notFound(request.url))
  })
  serveMembers(rest, deps)
}

function serveMembers(rest: FastifyInstance, deps: ServiceDeps): void {
  const { ledger } = deps
  const service = (params: unknown) => (params as { sid: string }).sid
  const bySid = (sid: string) => [...ledger.numbers.values()].find((number) => number.sid === sid)
  const put = (number: IncomingNumber, messagingServiceSid: string | null) =>
    ledger.putNumber({ ...number, messagingServiceSid, updatedAt: deps.now().getTime() })
  rest.post('/v1/Services/:sid/PhoneNumbers', (request, reply) => {
    const number = bySid((request.body as { PhoneNumberSid?: string } | undefined)?.PhoneNumberSid ?? '')
    if (!number) return refuse(reply, notFound(request.url))
    put(number, service(request.params))
    return reply.code(201).send(wireMember(number, { ...deps, service: service(request.params) }))
  })
  rest.get('/v1/Services/:sid/PhoneNumbers', (request, reply) => {
    const sid = service(request.params)
    const members = [...ledger.numbers.values()].filter(({ messagingServiceSid }) => messagingServiceSid === sid)
    const shown = members.map((number) => wireMember(number, { ...deps, service: sid }))
    return reply.send(page(request.url, 'phone_numbers', shown))
  })
  rest.delete('/v1/Services/:sid/PhoneNumbers/:number', (request, reply) => {
    const number = bySid((request.params as { number: string }).number)
    if (number?.messagingServiceSid !== service(request.params)) return refuse(reply, notFound(request.url))
    put(number, null)
    return reply.code(204).send()
  })
}

function page(url: string, key: string, records: unknown[]) {
  const meta = { first_page_url: url, key, next_page_url: null, page: 0, page_size: 50, previous_page_url: null, url }
  return { meta, [key]: records }
}

function wireService(service: MessagingService, accountSid: string) {
  const at = new Date(service.createdAt).toISOString()
  return {
    account_sid: accountSid,
    date_created: at,
    date_updated: at,
    friendly_name: service.friendlyName,
    sid: service.sid,
    url: `https://messaging.twilio.com/v1/Services/${service.sid}`,
    use_inbound_webhook_on_number: true,
  }
}

function wireMember(number: IncomingNumber, of: { accountSid: string; service: string }) {
  return {
    account_sid: of.accountSid,
    capabilities: ['SMS', 'Voice'],
    country_code: number.phoneNumber.startsWith('+1') ? 'US' : 'GB',
    date_created: new Date(number.createdAt).toISOString(),
    date_updated: new Date(number.updatedAt).toISOString(),
    phone_number: number.phoneNumber,
    service_sid: of.service,
    sid: number.sid,
    url: `https://messaging.twilio.com/v1/Services/${of.service}/PhoneNumbers/${number.sid}`,
  }
}
