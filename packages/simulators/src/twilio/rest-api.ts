// Twilio's REST API 2010-04-01, the part JobRun speaks to. Basic auth with the account's sid and token, forms in, JSON out.
import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { serveAvailableNumbers } from './available-numbers.ts'
import { notFound, rejection } from './errors.ts'
import { serveLookup } from './line-type.ts'
import { serveMedia } from './rest-media.ts'
import { type MessageDeps, serveMessages } from './rest-messages.ts'
import { serveNumbers } from './rest-numbers.ts'
import { serveServices } from './rest-services.ts'
import { refuse, sidIn } from './rest-wire.ts'
import type { VoiceDeps } from './voice/place-call.ts'
import { serveCalls } from './voice/rest-calls.ts'

export interface RestDeps extends MessageDeps {
  voice: VoiceDeps
  authToken: string
  log: (line: string) => void
}

export function serveRestApi(app: FastifyInstance, deps: RestDeps): void {
  app.register(async (rest) => {
    rest.addHook('onRequest', async (request, reply) => {
      if (!isAuthorised(request, deps)) return refuse(reply, rejection(20003))
    })
    rest.setErrorHandler((failure, request, reply) => {
      deps.log(`${request.method} ${request.routeOptions.url}: ${failure instanceof Error ? failure.message : failure}`)
      return refuse(reply, rejection(20500))
    })
    serveMessages(rest, deps)
    serveMedia(rest, deps)
    serveNumbers(rest, deps)
    serveAvailableNumbers(rest, deps)
    serveCalls(rest, deps.voice)
    serveLookup(rest, deps)
    serveServices(rest, deps)
    rest.get('/2010-04-01/Accounts/:file', (request, reply) => {
      const sid = sidIn(request)
      return sid === deps.accountSid ? reply.send(wireAccount(deps)) : refuse(reply, notFound(request.url))
    })
    rest.all('/2010-04-01/*', (request, reply) => refuse(reply, notFound(request.url)))
  })
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

function isAuthorised(request: FastifyRequest, deps: RestDeps): boolean {
  const wanted = Buffer.from(`Basic ${Buffer.from(`${deps.accountSid}:${deps.authToken}`).toString('base64')}`)
  const given = Buffer.from(request.headers.authorization ?? '')
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false
  const sid = (request.params as { accountSid?: string }).accountSid
  return sid === undefined || sid === deps.accountSid
}
