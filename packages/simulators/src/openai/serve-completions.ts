// OpenAI's side of the wire: key, request, answer, and the ways an answer can go wrong.
import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Timers } from '../timers.ts'
import {
  type CompletionRequest,
  completionRequest,
  type OpenAiError,
  openAiError,
  strictFault,
  textOf,
} from './completion.ts'
import { type AiFailure, type AnswerFaults, failureIn } from './failures.ts'
import type { PromptCache } from './prompt-cache.ts'
import { failedReply, goodReply, type ScriptedReply } from './reply.ts'
import { type Asked, customerTextIn, withoutEarlierTexts } from './sense.ts'

export interface OpenAiSettings {
  /** Before every answer. */
  latencyMs: number
  /** What `#ai-slow` adds. */
  slowMs: number
}

/** `question` is the schema's name; empty where none was given. */
export interface RequestSeen {
  at: string
  question: string
  model: string
  failure: AiFailure | null
  body: CompletionRequest
}

export interface CompletionDeps {
  apiKey: string
  settings: OpenAiSettings
  faults: AnswerFaults
  cache: PromptCache
  timers: Timers
  now: () => Date
  onRequest: () => void
  onQuestion: (seen: RequestSeen) => void
}

export function serveCompletions(app: FastifyInstance, deps: CompletionDeps): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/v1/')) return
    deps.onRequest()
    reply.header('x-request-id', `req_${randomUUID().replaceAll('-', '')}`)
    if (request.headers.authorization !== `Bearer ${deps.apiKey}`) return send(reply, wrongKey)
  })
  app.setErrorHandler((failure, _request, reply) => {
    if (failure instanceof z.ZodError) return send(reply, openAiError(400, { message: z.prettifyError(failure) }))
    const { statusCode = 500, message } = failure as { statusCode?: number; message: string }
    return send(reply, openAiError(statusCode, { message }))
  })
  app.setNotFoundHandler((request, reply) =>
    send(reply, openAiError(404, { message: `Invalid URL (${request.method} ${request.url})` })),
  )
  app.post('/v1/chat/completions', (request, reply) => answer(deps, completionRequest.parse(request.body), reply))
  app.get('/v1/models/:model', (request) => modelNamed((request.params as { model: string }).model))
  app.get('/v1/models', () => ({ object: 'list', data: models.map(modelNamed) }))
}

async function answer(deps: CompletionDeps, body: CompletionRequest, reply: FastifyReply) {
  const fault = requestFault(body)
  if (fault) return send(reply, fault)
  const asked = readQuestion(body)
  const question = body.response_format?.json_schema?.name ?? ''
  const failure = deps.faults.take(question) ?? failureIn(asked.message, question)
  const now = deps.now()
  deps.onQuestion({ at: now.toISOString(), question, model: body.model, failure, body })
  const wait = deps.settings.latencyMs + (failure === 'slow' ? deps.settings.slowMs : 0)
  if (wait > 0) await deps.timers.delay(wait)
  const good = goodReply({ request: body, question, asked, now, cachedTokens: deps.cache.cachedTokens(body) })
  return speak(reply, failure ? failedReply(failure, good) : good)
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
  const message = withoutEarlierTexts(textOf(users.at(-1)))
  const instructions = body.messages
    .filter(({ role }) => role !== 'user')
    .map(textOf)
    .join('\n')
  return { message, customerText: customerTextIn(message), instructions }
}

/** The list is for looking; any other name answers as well. */
const models = ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-4.1-mini', 'gpt-5', 'gpt-5-mini']

function modelNamed(id: string) {
  return { id, object: 'model', created: 1_715_367_049, owned_by: 'system' }
}

function send(reply: FastifyReply, { status, error }: OpenAiError) {
  return reply.code(status).send({ error })
}

function speak(reply: FastifyReply, spoken: ScriptedReply) {
  if (spoken.kind === 'error') return send(reply.headers(spoken.headers ?? {}), spoken.error)
  if (spoken.kind === 'answer') return reply.send(spoken.completion)
  if (spoken.kind === 'content-type')
    return reply.header('content-type', 'text/html; charset=utf-8').send(JSON.stringify(spoken.completion))
  reply.hijack()
  if (spoken.kind === 'trickle') trickle(reply, JSON.stringify(spoken.completion))
  if (spoken.kind === 'drop') reply.raw.socket?.destroy()
  if (spoken.kind === 'half') {
    const text = JSON.stringify(spoken.completion)
    reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) })
    reply.raw.write(text.slice(0, text.length / 2), () => reply.raw.socket?.destroy())
  }
  return reply
}

/** A letter at a time, and the last one never. */
function trickle({ raw }: FastifyReply, text: string): void {
  raw.writeHead(200, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) })
  let at = 0
  const drip = setInterval(() => at < text.length - 1 && raw.write(text[at++]), 25)
  raw.on('close', () => clearInterval(drip))
}
