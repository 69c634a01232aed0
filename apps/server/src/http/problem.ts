/**
 * Failures as problem JSON (RFC 9457), each saying what to do. What our own faults say stays in the log: an answer
 * never carries an exception's words, which may quote a connection string or a customer.
 */
import type { Problem } from '@jobrun/contracts/problem'
import { isDatabaseUnavailable } from '@jobrun/db/prisma'
import type { FastifyReply, FastifyRequest } from 'fastify'

export type FieldError = NonNullable<Problem['errors']>[number]

/** An expected failure, as a value that a handler gives back. */
export class Refusal {
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>

  constructor(problem: Problem, headers: Record<string, string> = {}) {
    this.problem = problem
    this.headers = headers
  }
}

const titles: Readonly<Record<number, [name: string, title: string]>> = {
  400: ['bad-request', 'The request cannot be read'],
  401: ['unauthorized', 'The key is missing or wrong'],
  403: ['forbidden', 'Not for you'],
  404: ['not-found', 'There is no such thing'],
  405: ['method-not-allowed', 'Not with this method'],
  409: ['conflict', 'Not as things stand'],
  413: ['too-large', 'The body is too large'],
  415: ['unsupported-media-type', 'Not in this format'],
  422: ['invalid-fields', 'Some fields cannot be accepted'],
  429: ['too-many-requests', 'Too many wrong keys'],
  500: ['our-fault', 'Something went wrong on our side'],
  503: ['unavailable', 'The database cannot be reached'],
}

export function refuse(
  status: number,
  detail: string,
  more: { errors?: readonly FieldError[]; headers?: Record<string, string> } = {},
): Refusal {
  const [name, title] = titles[status] ?? ['failed', 'The request failed']
  const errors = more.errors ? { errors: [...more.errors] } : {}
  return new Refusal({ type: `urn:jobrun:problem:${name}`, title, status, detail, ...errors }, more.headers)
}

export function sendRefusal(reply: FastifyReply, { problem, headers }: Refusal): FastifyReply {
  return reply
    .code(problem.status)
    .headers({ ...headers, 'cache-control': 'no-store' })
    .type('application/problem+json')
    .send(JSON.stringify(problem))
}

export function refuseUnknownRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0]
  return sendRefusal(
    reply,
    refuse(404, `There is nothing at ${request.method} ${path}: docs/api.md lists every address.`),
  )
}

export type OnFault = (fault: { requestId: string; error: unknown }) => void

/** Fastify's error handler. A bug is told whole to `onFault`; the caller gets the id under which to find it. */
export function refuseErrors(onFault: OnFault) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const expected = refusalOf(error)
    if (!expected) onFault({ requestId: request.id, error })
    return sendRefusal(reply, expected ?? ourFault(request.id))
  }
}

function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null
  if (isDatabaseUnavailable(error)) {
    return refuse(503, 'The database cannot be reached, or is too busy, just now: try again in a few seconds.', {
      headers: { 'retry-after': '5' },
    })
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status < 400 || status >= 500) return null
  if ('code' in error && error.code === 'FST_ERR_BAD_URL') {
    return refuse(400, 'The address is not well-formed: write every % of it as %25, or encode it whole.')
  }
  return refuse(status, unreadable[status] ?? 'The request cannot be read: docs/api.md shows each call.')
}

const unreadable: Readonly<Record<number, string>> = {
  400: 'The body is not JSON: send one JSON object, and check quotes and commas.',
  413: 'The body is too large: send at most 64 KiB.',
  415: 'The body is not marked as JSON: send it with the header Content-Type: application/json.',
}

function ourFault(requestId: string): Refusal {
  return refuse(500, `This is a fault of ours. It is in the log under request ${requestId}.`)
}
