// What goes back for one question: the scripted answer, or that answer spoilt in the way asked for.
import { type CompletionRequest, completion, type OpenAiError, openAiError } from './completion.ts'
import type { AiFailure } from './failures.ts'
import { type Answer, type Asked, obeyedAnswer, scriptedAnswers } from './sense.ts'

export type Completion = ReturnType<typeof completion>

export type ScriptedReply =
  | ({ kind: 'answer'; completion: Completion } & Made)
  | { kind: 'half' | 'trickle' | 'content-type'; completion: Completion }
  | { kind: 'error'; error: OpenAiError; headers?: Record<string, string> }
  | { kind: 'drop' }
  | { kind: 'hang' }

interface Made {
  request: CompletionRequest
  question: string
  asked: Asked
  now: Date
  cachedTokens: number
}

type Good = Extract<ScriptedReply, { kind: 'answer' }>

/** A question this stand-in has no script for gets an empty object. */
export function goodReply(made: Made): Good {
  return answerWith(made, JSON.stringify(answerTo(made)))
}

function answerTo({ question, asked }: Made): Answer {
  return scriptedAnswers[question]?.(asked) ?? {}
}

function answerWith(made: Made, content: string | null, rest: Partial<Parameters<typeof completion>[1]> = {}): Good {
  return {
    kind: 'answer',
    ...made,
    completion: completion(made.request, { content, cachedTokens: made.cachedTokens, ...rest }, made.now),
  }
}

export function failedReply(failure: AiFailure, good: Good): ScriptedReply {
  const answer = answerTo(good)
  const json = JSON.stringify(answer)
  switch (failure) {
    case 'refuse':
      return answerWith(good, null, { refusal: "I'm sorry, I can't assist with that request." })
    case 'length':
      return answerWith(good, json.slice(0, json.length / 2), { finishReason: 'length' })
    case 'no-content':
      return answerWith(good, null)
    case 'content-filter':
      return answerWith(good, null, { finishReason: 'content_filter' })
    case 'toolcall':
      return answerWith(good, null, { finishReason: 'tool_calls', toolCalls: [toolCall] })
    case 'empty':
      return answerWith(good, '')
    case 'junk':
      return answerWith(good, 'Sure, happy to help with that!')
    case 'fenced':
      return answerWith(good, `\`\`\`json\n${json}\n\`\`\``)
    case 'wrong-enum':
      return answerWith(good, JSON.stringify(withWrongValue(answer)))
    case 'missing':
      return answerWith(good, JSON.stringify(Object.fromEntries(Object.entries(answer).slice(1))))
    case 'extra':
      return answerWith(good, JSON.stringify({ ...answer, note: 'as asked' }))
    case 'strings':
      return answerWith(good, JSON.stringify(withWordsForNumbers(answer)))
    case 'obey':
      return good.question === 'lyra' ? answerWith(good, JSON.stringify(obeyedAnswer(good.asked))) : good
    case '400':
    case '401':
    case '403':
    case '404':
    case '408':
    case '409':
    case '500':
    case '503':
      return { kind: 'error', error: errors[failure] }
    case '429':
      return { kind: 'error', error: tooMany, headers: { 'retry-after-ms': '50', ...noneLeft } }
    case '429-bare':
      return { kind: 'error', error: tooMany }
    case '429-later':
      return { kind: 'error', error: tooMany, headers: { 'retry-after': '20', ...noneLeft } }
    case 'half':
    case 'trickle':
    case 'content-type':
      return { kind: failure, completion: good.completion }
    case 'drop':
    case 'hang':
      return { kind: failure }
    case 'slow':
      return good
  }
}

const tooMany = openAiError(429, {
  message: 'Rate limit reached for requests.',
  type: 'requests',
  code: 'rate_limit_exceeded',
})

const noneLeft = { 'x-ratelimit-remaining-requests': '0' }

const errors = {
  '400': openAiError(400, { message: 'Invalid prompt: it was flagged.', code: 'invalid_prompt' }),
  '401': openAiError(401, { message: 'Incorrect API key provided.', code: 'invalid_api_key' }),
  '403': openAiError(403, { message: 'Country, region, or territory not supported.', code: 'unsupported_country' }),
  '404': openAiError(404, { message: 'The model does not exist or you do not have access.', code: 'model_not_found' }),
  '408': openAiError(408, { message: 'Request timed out.', type: 'timeout' }),
  '409': openAiError(409, { message: 'The resource is locked by another request.', type: 'conflict' }),
  '500': openAiError(500, { message: 'The server had an error while processing your request.', type: 'server_error' }),
  '503': openAiError(503, {
    message: 'The engine is currently overloaded, please try again later.',
    type: 'overloaded',
  }),
}

const toolCall = { id: 'call_simulated', type: 'function', function: { name: 'send_sms', arguments: '{}' } }

/** The first value becomes one no list holds, or where any words are allowed, no words at all. */
function withWrongValue(answer: Answer): Answer {
  const [first] = Object.keys(answer)
  if (first === undefined) return answer
  return { ...answer, [first]: first === 'verdict' || first === 'intent' ? 'MAYBE' : 7 }
}

function withWordsForNumbers(answer: Answer): Answer {
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  )
}
