// IncomingPhoneNumbers: list, buy, fetch, point elsewhere, give back.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { asE164 } from './accept-message.ts'
import { availableNumbers } from './available-numbers.ts'
import { notFound, rejection } from './errors.ts'
import type { TwilioSettings } from './faults.ts'
import { asWireNumber, type NumberSettings, newNumber } from './incoming-number.ts'
import type { Ledger } from './ledger.ts'
import { accountPath, onlyPage, refuse, sidIn } from './rest-wire.ts'

export interface NumberDeps {
  accountSid: string
  ledger: Ledger
  settings: TwilioSettings
  now: () => Date
}

export function serveNumbers(rest: FastifyInstance, deps: NumberDeps): void {
  const numbers = `${accountPath}/IncomingPhoneNumbers`
  const bySid = (request: FastifyRequest) =>
    [...deps.ledger.numbers.values()].find((number) => number.sid === sidIn(request))
  rest.get(`${numbers}.json`, (request, reply) => {
    const wanted = (request.query as { PhoneNumber?: string }).PhoneNumber
    const kept = [...deps.ledger.numbers.values()].filter(
      ({ phoneNumber }) => !wanted || phoneNumber === asE164(wanted),
    )
    const shown = kept.map((number) => asWireNumber(number, deps.accountSid))
    return reply.send(onlyPage(request.url, 'incoming_phone_numbers', shown))
  })
  rest.post(`${numbers}.json`, (request, reply) => {
    const form = (request.body ?? {}) as Record<string, string>
    const phoneNumber = chosenNumber(deps.ledger, form)
    const refused = whyNotSold(deps, phoneNumber, form)
    if (refused) return refuse(reply, rejection(refused, { to: phoneNumber }))
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
  rest.delete(`${numbers}/:file`, (request, reply) => {
    const number = bySid(request)
    if (!number) return refuse(reply, notFound(request.url))
    deps.ledger.releaseNumber(number.phoneNumber)
    return reply.code(204).send()
  })
}

/** By its digits, or any of an American area. */
function chosenNumber(ledger: Ledger, form: Record<string, string>): string {
  if (form.PhoneNumber) return asE164(form.PhoneNumber)
  if (!form.AreaCode) return ''
  return availableNumbers(ledger, { country: 'US', kind: 'Local' }, { AreaCode: form.AreaCode })[0]?.phoneNumber ?? ''
}

function whyNotSold(deps: NumberDeps, phoneNumber: string, form: Record<string, string>) {
  if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber)) return 21452
  if (deps.ledger.numbers.has(phoneNumber)) return 21422
  const isBritish = phoneNumber.startsWith('+44')
  return deps.settings.bundleRequired && isBritish && !form.BundleSid ? 21649 : null
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
