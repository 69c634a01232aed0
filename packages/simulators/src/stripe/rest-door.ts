// Every request to Stripe's API: key, version, faults on demand, idempotency, expansion, error shape. Routes see forms and answer objects.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Timers } from '../timers.ts'
import { expand } from './expand.ts'
import { type Form, readForm } from './form.ts'
import type { Answer, Asked, IdempotencyKeys } from './idempotency.ts'
import { Refusal } from './refusal.ts'
import type { RequestFaultKind, RequestFaults } from './settings.ts'
import type { Shop, Wire } from './shop.ts'
import { isVersion, newestVersion } from './versions.ts'

export interface Call {
  /** The fields of the body, or of the query for GET and DELETE; `expand` is taken out. */
  form: Form
  params: Record<string, string>
  path: string
  version: string
}

export type Route = (call: Call) => Wire

export interface DoorDeps {
  shop: Shop
  secretKey: string
  keys: IdempotencyKeys
  faults: RequestFaults
  timers: Timers
  /** Runs what is due, then the act, then writes the books. */
  act: <T>(work: () => T) => T
  log: (line: string) => void
}

export interface Door {
  get(path: string, route: Route): void
  post(path: string, route: Route): void
  delete(path: string, route: Route): void
}

export function openDoor(app: FastifyInstance, deps: DoorDeps): Door {
  const open = (method: 'GET' | 'POST' | 'DELETE', url: string, route: Route) => {
    app.route({ method, url, handler: (request, reply) => answer(deps, { request, reply, route }) })
  }
  return {
    get: (path, route) => open('GET', path, route),
    post: (path, route) => open('POST', path, route),
    delete: (path, route) => open('DELETE', path, route),
  }
}

/** Answers whether the key is right; Stripe takes it as a bearer token or as the user name of basic auth. */
export function hasKey(request: FastifyRequest, secretKey: string): boolean {
  const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ')
  if (scheme.toLowerCase() === 'bearer') return value === secretKey
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] === secretKey
}

async function answer(deps: DoorDeps, one: { request: FastifyRequest; reply: FastifyReply; route: Route }) {
  const { request, reply } = one
  const path = request.url.split('?')[0] ?? ''
  const fault = deps.faults.take(path)
  if (fault && !isAfter(fault)) return fail(reply, fault)
  const key = request.method === 'POST' ? (request.headers['idempotency-key'] as string | undefined) : undefined
  const form = request.method === 'GET' ? (request.url.split('?')[1] ?? '') : String(request.body ?? '')
  let made: Answer
  try {
    const asked = key === undefined ? null : { key, path, form }
    const earlier = asked && deps.keys.earlierAnswer(asked)
    if (earlier) reply.header('idempotent-replayed', 'true')
    made = earlier ?? work(deps, { ...one, path, form, asked })
  } catch (failure) {
    made = asAnswer(deps, failure)
  }
  if (fault === 'slow') await deps.timers.delay(deps.shop.settings.slowMs)
  else if (fault) return fail(reply, fault)
  if (key !== undefined) reply.header('idempotency-key', key)
  return reply.code(made.status).type('application/json').send(made.body)
}

interface Work {
  request: FastifyRequest
  reply: FastifyReply
  route: Route
  path: string
  form: string
  asked: Asked | null
}

function work(deps: DoorDeps, { request, reply, route, path, form, asked }: Work): Answer {
  try {
    const version = versionOf(request)
    const { expand: wanted, ...fields } = readForm(form)
    const cause = { requestId: String(reply.getHeader('request-id')), idempotencyKey: asked?.key ?? null }
    const call = { form: fields, params: request.params as Record<string, string>, path, version }
    const shown = deps.act(() => {
      deps.shop.cause = cause
      try {
        return route(call)
      } finally {
        deps.shop.cause = null
      }
    })
    const made = { status: 200, body: JSON.stringify(expand(deps.shop, shown, { wanted, version })) }
    if (asked) deps.keys.remember(asked, made)
    return made
  } catch (failure) {
    const wasDone = failure instanceof Refusal && failure.status === 402
    if (asked && wasDone) deps.keys.remember(asked, asAnswer(deps, failure))
    throw failure
  }
}

function versionOf(request: FastifyRequest): string {
  const given = request.headers['stripe-version']
  if (given === undefined) return newestVersion
  if (typeof given === 'string' && isVersion(given)) return given
  throw new Refusal(400, { message: `Invalid Stripe API version: ${given}` })
}

function asAnswer(deps: DoorDeps, failure: unknown): Answer {
  const refusal = failure instanceof z.ZodError ? badField(failure) : failure
  if (refusal instanceof Refusal) return { status: refusal.status, body: JSON.stringify({ error: refusal.body }) }
  deps.log(failure instanceof Error ? (failure.stack ?? failure.message) : String(failure))
  const error = { type: 'api_error', message: 'The stand-in failed; its log says why.' }
  return { status: 500, body: JSON.stringify({ error }) }
}

/** The first field that does not fit, in Stripe's words and codes. */
function badField(failure: z.ZodError): Refusal {
  const [issue] = failure.issues
  const at = (names: readonly PropertyKey[]) =>
    names.map((name, i) => (i === 0 ? `${String(name)}` : `[${String(name)}]`)).join('')
  if (issue?.code === 'unrecognized_keys') {
    const param = at([...issue.path, ...issue.keys.slice(0, 1)])
    return new Refusal(400, { code: 'parameter_unknown', message: `Received unknown parameter: ${param}`, param })
  }
  const param = at(issue?.path ?? [])
  const isMissing = issue?.code === 'invalid_type' && issue.message.includes('received undefined')
  if (isMissing)
    return new Refusal(400, { code: 'parameter_missing', message: `Missing required param: ${param}.`, param })
  return new Refusal(400, { message: `Invalid ${param}: ${issue?.message ?? 'not understood'}`, param })
}

function isAfter(kind: RequestFaultKind): boolean {
  return kind === 'slow' || kind === 'drop-after' || kind === '500-after'
}

function fail(reply: FastifyReply, kind: RequestFaultKind) {
  const spoken = { '500': 500, '500-after': 500, '503': 503, '429': 429 } as Partial<Record<RequestFaultKind, number>>
  const status = spoken[kind]
  if (status === 429)
    return reply
      .code(429)
      .send({ error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' } })
  if (status !== undefined)
    return reply.code(status).send({ error: { type: 'api_error', message: 'An error occurred on our end.' } })
  reply.hijack()
  if (kind !== 'hang') reply.raw.socket?.destroy()
  return reply
}
