// What an AI can do wrong, each set off by a word in the last user message or by a test. `#ai-refuse:dial` fails one question only.

export const aiFailures = {
  refuse: 'The AI refuses',
  'no-content': 'Neither an answer nor a refusal',
  length: 'The answer is cut off (length)',
  'content-filter': 'The content filter stops the answer',
  toolcall: 'A tool call instead of an answer',
  empty: 'An empty answer',
  junk: 'Words instead of JSON',
  fenced: 'JSON inside a code fence',
  'wrong-enum': 'A value outside the list',
  missing: 'A field is missing',
  extra: 'A field too many',
  strings: 'Numbers written as words',
  'content-type': 'The answer under another content type',
  '400': 'This one question is refused',
  '403': 'Not allowed',
  '404': 'No such model',
  '408': 'A time-out at their side',
  '409': 'A conflict at their side',
  '500': 'Error 500',
  '503': 'Error 503',
  '429': 'Too many requests',
  '429-bare': 'Too many requests, without saying how long',
  '429-later': 'Too many requests, for twenty seconds',
  '401': 'Key not accepted',
  slow: 'A slow answer',
  hang: 'Never answers',
  trickle: 'The answer trickles in',
  drop: 'The line drops before the answer',
  half: 'The line drops in the middle of the answer',
  obey: 'Does what the text tells it',
} as const

export type AiFailure = keyof typeof aiFailures
export const aiFailureKinds = Object.keys(aiFailures) as [AiFailure, ...AiFailure[]]

export function failureIn(message: string, question: string): AiFailure | null {
  for (const [, word, only] of message.matchAll(/#ai-([a-z0-9-]+)(?::([a-z]+))?/g))
    if (word !== undefined && word in aiFailures && (only === undefined || only === question)) return word as AiFailure
  return null
}

/** Failures a test or a phone page has lined up. */
export interface NextAnswers {
  kind: AiFailure
  times: number
  /** Only answers to this question; any if not given. */
  question?: string | undefined
}

export class AnswerFaults {
  #waiting: NextAnswers[] = []

  add(failure: NextAnswers): void {
    this.#waiting.push({ ...failure })
  }

  clear(): void {
    this.#waiting = []
  }

  waiting(): readonly NextAnswers[] {
    return this.#waiting
  }

  /** Called once for each question asked. */
  take(question: string): AiFailure | null {
    const found = this.#waiting.find((one) => one.question === undefined || one.question === question)
    if (!found) return null
    found.times -= 1
    if (found.times <= 0) this.#waiting = this.#waiting.filter((one) => one !== found)
    return found.kind
  }
}

export function aiMenu(): { label: string; body: string }[] {
  return Object.entries(aiFailures).map(([word, label]) => ({ label, body: `#ai-${word}` }))
}
