// OpenAI's stand-in: chat completions with a JSON schema, answered by simple scripted sense, failing on demand.
import { randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { listenOnLoopback, newServer } from '../loopback-server.ts'
import { createTimers } from '../timers.ts'
import {
  type CompletionRequest,
  completionRequest,
  type OpenAiError,
  openAiError,
  strictFault,
  textOf,
} from './completion.ts'
import { type AiFailure, aiFailureKinds, aiMenu, failureIn } from './failures.ts'
import { failedReply, goodReply, type ScriptedReply } from './reply.ts'
import { type Asked, customerTextIn } from './sense.ts'

export interface OpenAiSimulatorOptions {
  /** None or 0: any free one. */
  port?: number
  apiKey: string
  now?: () => Date
}

/** `question` is the schema's name; empty where none was given. */
export interface RequestSeen {
  at: string
  question: string
  model: string
  failure: AiFailure | null
  body: CompletionRequest
}

export interface NextAnswers {
  kind: AiFailure
  times: number
  /** Only answers to this question; any if not given. */
  question?: string | undefined
}

export interface OpenAiSettings {
  latencyMs: number
  slowMs: number
}

export interface OpenAiSimulator {
  url: string
  /** What the OpenAI SDK takes as `baseURL`. */
  baseUrl: string
  stop(): Promise<void>
  set(settings: Partial<OpenAiSettings>): void
  failNext(failure: Omit<NextAnswers, 'times'> & { times?: number }): void
  clearFaults(): void
  /** The last 2,000 requests with a right key, oldest first. */
  requests(): readonly RequestSeen[]
  /** Every request ever received, also those refused. */
  requestCount(): number
}

const requestsKept = 2_000
const usual: OpenAiSettings = { latencyMs: 0, slowMs: 10_000 }

const faultsInput = z.strictObject({
  clear: z.literal(true).optional(),
  next: z
    .strictObject({
      kind: z.enum(aiFailureKinds),
      times: z.number().int().min(1).default(1),
      question: z.string().optional(),
    })
    .optional(),
  latencyMs: z.number().int().min(0).optional(),
  slowMs: z.number().int().min(0).optional(),
})

export async function startOpenAiSimulator(options: OpenAiSimulatorOptions): Promise<OpenAiSimulator> {
  const { apiKey, now = () => new Date() } = options
  const settings = { ...usual }
  const timers = createTimers()
  const seen: RequestSeen[] = []
  let count = 0
  let next: NextAnswers[] = []
  const app = newServer()

  const takeFailure = (question: string): AiFailure | null => {
    const found = next.find((one) => one.question === undefined || one.question === question)
    if (!found) return null
    found.times -= 1
    if (found.times <= 0) next = next.filter((one) => one !== found)
    return found.kind
  }
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/v1/')) return
    count += 1
    reply.header('x-request-id', `req_${randomUUID().replaceAll('-', '')}`)
    if (request.headers.authorization !== `Bearer ${apiKey}`) return send(reply, wrongKey)
  })
  app.setErrorHandler((failure, _request, reply) => {
    const status = (failure as { statusCode?: number }).statusCode ?? 500
    const message = failure instanceof z.ZodError ? z.prettifyError(failure) : (failure as Error).message
    return send(reply, openAiError(failure instanceof z.ZodError ? 400 : status, { message }))
  })
  app.setNotFoundHandler((request, reply) =>
    send(reply, openAiError(404, { message: `Invalid URL (${request.method} ${request.url})` })),
  )
  app.post('/v1/chat/completions', async (request, reply) => {
    const body = completionRequest.parse(request.body)
    const fault = requestFault(body)
    if (fault) return send(reply, fault)
    const asked = readQuestion(body)
    const question = body.response_format?.json_schema?.name ?? ''
    const failure = takeFailure(question) ?? failureIn(asked.message, question)
    seen.push({ at: now().toISOString(), question, model: body.model, failure, body })
    if (seen.length > requestsKept * 2) seen.splice(0, requestsKept)
    const wait = settings.latencyMs + (failure === 'slow' ? settings.slowMs : 0)
    if (wait > 0) await timers.delay(wait)
    const good = goodReply({ request: body, question, asked, now: now() })
    return speak(reply, failure ? failedReply(failure, good) : good)
  })
  app.get('/v1/models/:model', (request) => modelNamed((request.params as { model: string }).model))
  app.get('/v1/models', () => ({ object: 'list', data: [] }))
  const state = () => ({ settings: { ...settings }, next, requestCount: count })
  app.get('/sim/state', state)
  app.get('/sim/menu', () => ({ items: aiMenu() }))
  app.get('/sim/requests', () => ({ items: seen.slice(-requestsKept) }))
  app.post('/sim/faults', (request) => {
    const { clear, next: failing, latencyMs, slowMs } = faultsInput.parse(request.body)
    if (clear) clearFaults()
    if (failing) next.push(failing)
    set({ ...(latencyMs === undefined ? {} : { latencyMs }), ...(slowMs === undefined ? {} : { slowMs }) })
    return state()
  })
  const set = (changes: Partial<OpenAiSettings>) => Object.assign(settings, changes)
  const clearFaults = () => {
    next = []
    Object.assign(settings, usual)
  }
  const url = await listenOnLoopback(app, options.port)
  return {
    url,
    baseUrl: `${url}/v1`,
    stop: async () => {
      timers.clear()
      await app.close()
    },
    set,
    failNext: (failure) => next.push({ times: 1, ...failure }),
    clearFaults,
    requests: () => seen.slice(-requestsKept),
    requestCount: () => count,
  }
}

const wrongKey = openAiError(401, {
  message: 'Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.',
  code: 'invalid_api_key',
})

function requestFault(body: CompletionRequest): OpenAiError | null {
  if (body.stream) return openAiError(400, { message: 'This stand-in does not stream.', param: 'stream' })
  const schema = body.response_format?.json_schema
  if (body.response_format?.type === 'json_schema' && !schema)
    return openAiError(400, {
      message: "Missing required parameter: 'response_format.json_schema'.",
      param: 'response_format.json_schema',
    })
  const fault = schema?.strict ? strictFault(schema.schema) : null
  if (!fault) return null
  const message = `Invalid schema for response_format '${schema?.name}': ${fault}`
  return openAiError(400, { message, param: 'response_format' })
}

function readQuestion(body: CompletionRequest): Asked {
  const users = body.messages.filter(({ role }) => role === 'user')
  const message = textOf(users.at(-1))
  const instructions = body.messages
    .filter(({ role }) => role !== 'user')
    .map(textOf)
    .join('\n')
  return { message, customerText: customerTextIn(message), instructions }
}

function modelNamed(id: string) {
  return { id, object: 'model', created: 1_715_367_049, owned_by: 'system' }
}

function send(reply: FastifyReply, { status, error }: OpenAiError) {
  return reply.code(status).send({ error })
}

function speak(reply: FastifyReply, spoken: ScriptedReply) {
  if (spoken.kind === 'error') return send(reply.headers(spoken.headers ?? {}), spoken.error)
  if (spoken.kind === 'answer') return reply.send(spoken.completion)
  reply.hijack()
  if (spoken.kind === 'drop') reply.raw.socket?.destroy()
  if (spoken.kind === 'half') {
    const text = JSON.stringify(spoken.completion)
    reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) })
    reply.raw.write(text.slice(0, text.length / 2), () => reply.raw.socket?.destroy())
  }
  return reply
}
