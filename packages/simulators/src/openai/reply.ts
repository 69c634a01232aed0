// What goes back for one question: the scripted answer, or that answer spoilt in the way asked for.
import { type CompletionRequest, completion, type OpenAiError, openAiError } from './completion.ts'
import type { AiFailure } from './failures.ts'
import { type Answer, type Asked, obeyedAnswer, scriptedAnswers } from './sense.ts'

export type Completion = ReturnType<typeof completion>

export type ScriptedReply =
  | ({ kind: 'answer'; completion: Completion } & Made)
  | { kind: 'half'; completion: Completion }
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
    case 'obey':
      return good.question === 'lyra' ? answerWith(good, JSON.stringify(obeyedAnswer(good.asked))) : good
    case '500':
      return {
        kind: 'error',
        error: openAiError(500, {
          message: 'The server had an error while processing your request.',
          type: 'server_error',
        }),
      }
    case '429':
      return {
        kind: 'error',
        error: tooMany,
        headers: { 'retry-after-ms': '50', 'x-ratelimit-remaining-requests': '0' },
      }
    case '401':
      return {
        kind: 'error',
        error: openAiError(401, { message: 'Incorrect API key provided.', code: 'invalid_api_key' }),
      }
    case 'half':
      return { kind: 'half', completion: good.completion }
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

const toolCall = { id: 'call_simulated', type: 'function', function: { name: 'send_sms', arguments: '{}' } }

/** The first value becomes one no list holds, or where any words are allowed, no words at all. */
function withWrongValue(answer: Answer): Answer {
  const [first] = Object.keys(answer)
  if (first === undefined) return answer
  return { ...answer, [first]: first === 'verdict' || first === 'intent' ? 'MAYBE' : 7 }
}
