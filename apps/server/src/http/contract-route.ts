/**
 * Mounts endpoints that are described as data: what comes in is parsed, what goes out is encoded by the contract, and
 * everything else is a problem that says what to do. Decides nothing about what an endpoint does.
 */
import { Readable } from 'node:stream'
import type { Endpoint, InputOf, OutputOf } from '@jobrun/contracts/endpoint'
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { z } from 'zod'
import { type FieldError, type OnFault, Refusal, refuse, refuseErrors, sendRefusal } from './problem.ts'

export const BODY_LIMIT = 64 * 1024

export interface ContractRoute {
  endpoint: Endpoint
  answer: (request: FastifyRequest, reply: FastifyReply) => Promise<Refusal | Success>
}

type Success =
  | { status: number; body: string }
  | { status: number; type: string; file: DownloadedFile }
  | { status: number; type: string; lines: AsyncIterable<string> }

/** A file as it is written, piece by piece: whoever reads slowly is waited for, and nothing is kept for them. */
export interface DownloadedFile {
  name: string
  pieces: AsyncIterable<string>
}

/** A handler for an endpoint. Its status is the contract's, unless `statusOf` says otherwise. */
export function on<const E extends Endpoint>(
  endpoint: E,
  handle: (input: InputOf<E>, request: FastifyRequest, reply: FastifyReply) => Promise<OutputOf<E> | Refusal>,
  statusOf: (output: OutputOf<E>) => number = () => endpoint.status,
): ContractRoute {
  return {
    endpoint,
    async answer(request, reply) {
      const input = read(endpoint, request)
      if (input instanceof Refusal) return input
      const output = await handle(input as InputOf<E>, request, reply)
      if (output instanceof Refusal) return output
      return { status: statusOf(output), body: JSON.stringify(z.encode(endpoint.output, output)) }
    },
  }
}

/** The same for an endpoint whose success is a file. One that fails half-way is cut off, so that it cannot pass for whole. */
export function onFile<const E extends Endpoint & { file: string }>(
  endpoint: E,
  handle: (input: InputOf<E>) => Promise<DownloadedFile | Refusal>,
): ContractRoute {
  return {
    endpoint,
    async answer(request) {
      const input = read(endpoint, request)
      if (input instanceof Refusal) return input
      const file = await handle(input as InputOf<E>)
      return file instanceof Refusal ? file : { status: endpoint.status, type: endpoint.file, file }
    },
  }
}

/** The same for one whose success goes on for as long as somebody listens. */
export function onStream<const E extends Endpoint & { stream: string }>(
  endpoint: E,
  handle: (input: InputOf<E>, request: FastifyRequest) => AsyncIterable<string>,
): ContractRoute {
  return {
    endpoint,
    async answer(request) {
      const input = read(endpoint, request)
      if (input instanceof Refusal) return input
      return { status: endpoint.status, type: endpoint.stream, lines: handle(input as InputOf<E>, request) }
    },
  }
}

/** Mounts the routes whose paths begin with the app's prefix; every other method of a path answers 405. */
export function mountContracts(app: FastifyInstance, routes: readonly ContractRoute[], onFault: OnFault): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  // Scripts say application/json of everything; with nothing in it there is no body, which some endpoints want.
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, undefined) : parse(request, body, done),
  )
  app.setErrorHandler(refuseErrors(onFault))
  for (const { endpoint, answer } of routes) {
    app.route({
      method: endpoint.method,
      url: withoutPrefix(app, endpoint.path),
      bodyLimit: BODY_LIMIT,
      // What is written piece by piece has no length to tell beforehand: a HEAD of it would write all of it for nobody.
      exposeHeadRoute: isWhole(endpoint),
      handler: async (request, reply) => send(reply, await answer(request, reply)),
    })
  }
  const byPath = Map.groupBy(routes, (route) => withoutPrefix(app, route.endpoint.path))
  for (const [url, known] of byPath) refuseOtherMethods(app, url, known)
}

function withoutPrefix(app: FastifyInstance, path: string): string {
  if (!path.startsWith(app.prefix)) throw new Error(`${path} cannot be mounted under ${app.prefix}`)
  return path.slice(app.prefix.length)
}

function isWhole({ method, file, stream }: Endpoint): boolean {
  return method === 'GET' && file === undefined && stream === undefined
}

function send(reply: FastifyReply, answered: Refusal | Success): FastifyReply {
  if (answered instanceof Refusal) return sendRefusal(reply, answered)
  reply.code(answered.status).header('cache-control', 'no-store')
  if ('body' in answered) return reply.type('application/json; charset=utf-8').send(answered.body)
  reply.type(`${answered.type}; charset=utf-8`)
  if ('lines' in answered) {
    // No piece is written ahead for whoever does not read.
    const lines = Readable.from(answered.lines, { highWaterMark: 1 })
    return reply.header('x-accel-buffering', 'no').send(lines)
  }
  return reply
    .header('content-disposition', `attachment; filename="${answered.file.name}"`)
    .send(Readable.from(answered.file.pieces))
}

const everyMethod: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Before the body is read, so that its format does not matter. */
function refuseOtherMethods(app: FastifyInstance, url: string, known: readonly ContractRoute[]): void {
  const methods: HTTPMethods[] = known.map((route) => route.endpoint.method)
  if (known.some(({ endpoint }) => isWhole(endpoint))) methods.push('HEAD')
  const allow = methods.join(', ')
  const refusal = refuse(405, `Use ${allow} here.`, { headers: { allow } })
  app.route({
    method: everyMethod.filter((method) => !methods.includes(method)),
    url,
    onRequest: async (_request, reply) => sendRefusal(reply, refusal),
    handler: async (_request, reply) => sendRefusal(reply, refusal),
  })
}

const parts = ['params', 'query', 'headers', 'body'] as const
/** An address that cannot exist is not found; a question that cannot be read is 400; a body that can, but not accepted, 422. */
const statusFor = { params: 404, query: 400, headers: 400, body: 422 } as const

function read(endpoint: Endpoint, request: FastifyRequest): Record<string, unknown> | Refusal {
  const input: Record<string, unknown> = {}
  for (const part of parts) {
    const schema = endpoint.input[part] ?? (part === 'query' ? nothing : undefined)
    if (!schema) continue
    const parsed = schema.safeParse(request[part] ?? undefined, { error: inWords })
    if (!parsed.success) return refuseFields(statusFor[part], fieldErrors(parsed.error))
    input[part] = parsed.data
  }
  return input
}

/** An endpoint without questions refuses those it is asked, rather than seeming to obey them. */
const nothing = z.strictObject({})

function refuseFields(status: 400 | 404 | 422, errors: readonly FieldError[]): Refusal {
  const said = errors.slice(0, 3).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  const more = errors.length > 3 ? ` And ${errors.length - 3} more, see errors.` : ''
  return refuse(status, `${said.join(' ')}${more}`, { errors })
}

function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    const at = issue.path.map(String)
    if (issue.code !== 'unrecognized_keys') return [{ path: at.join('.'), message: issue.message }]
    return issue.keys.map((key) => ({ path: [...at, key].join('.'), message: issue.message }))
  })
}

/** For what a contract has no words of its own. */
function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys') return 'There is no such field here: leave it out, or check its spelling.'
  if (issue.code !== 'invalid_type') return undefined
  const wanted = issue.expected === 'object' ? 'JSON object' : issue.expected
  return issue.input === undefined || issue.input === null
    ? `This is required: give a ${wanted}.`
    : `Give a ${wanted} here.`
}
