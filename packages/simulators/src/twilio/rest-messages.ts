// Messages of the REST API: create (and fail as told), fetch, list.
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Timers } from '../timers.ts'
import { acceptMessage, asE164, type CreateForm } from './accept-message.ts'
import type { Deliveries } from './deliver-message.ts'
import { deliveryErrorText, notFound, rejection } from './errors.ts'
import { failureFor, type SendFaultKind } from './failures.ts'
import type { SendFault, SendFaults, TwilioSettings } from './faults.ts'
import type { Ledger } from './ledger.ts'
import { type ListQuery, listMessages } from './list-messages.ts'
import { asWireMessage, type SimulatedMessage } from './message.ts'
import { accountPath, pageOf, refuse, sidIn } from './rest-wire.ts'

export interface MessageDeps {
  accountSid: string
  ledger: Ledger
  settings: TwilioSettings
  sendFaults: SendFaults
  deliveries: Deliveries
  timers: Timers
  now: () => Date
}

export function serveMessages(rest: FastifyInstance, deps: MessageDeps): void {
  const show = (message: SimulatedMessage) => asWireMessage(message, deps.accountSid, deliveryErrorText)
  rest.post(`${accountPath}/Messages.json`, async (request, reply) => {
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
  rest.get(`${accountPath}/Messages.json`, (request, reply) => {
    const visibleBefore = deps.now().getTime() - deps.settings.listLagMs
    const found = listMessages(deps.ledger, request.query as ListQuery, visibleBefore)
    return reply.send(
      pageOf(request.url, { ...found, count: found.messages.length }, { messages: found.messages.map(show) }),
    )
  })
  rest.get(`${accountPath}/Messages/:file`, (request, reply) => {
    const message = deps.ledger.find(sidIn(request))
    return message ? reply.send(show(message)) : refuse(reply, notFound(request.url))
  })
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
