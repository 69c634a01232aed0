// The stand-in of OpenAI, the brain pointed at it, and one question of each kind.
import type { TextsQuestion, WordingQuestion } from '@jobrun/domain/pipeline/brain'
import type { OpenAiSimulator } from '@jobrun/simulators/openai/start-openai-simulator'
import type { OpenAiBrain } from '../src/openai-brain.ts'

export const apiKey = 'sk-simulated-key'
export const model = 'gpt-5.4-mini-2026-03-17'
export const never = new AbortController().signal

export function texts(...bodies: string[]): TextsQuestion {
  const now = new Date('2026-11-20T10:00:00Z')
  return { texts: bodies, asked: null, thread: [], region: 'GB', timezone: 'Europe/London', now }
}

export function wording(change: Partial<WordingQuestion> = {}): WordingQuestion {
  return {
    say: { kind: 'booking-link' },
    businessName: 'Leeds Plumbing',
    ownerName: 'Sam',
    bookingUrl: 'https://book.example/leeds',
    jobType: 'plumbing',
    location: 'Leeds',
    customerName: 'Ada',
    facts: ['Call-out: £60.', 'Hours: Mon-Fri 8-18.'],
    open: null,
    texts: ['my tap is leaking'],
    ...change,
  }
}

export const questions = ['sentinel', 'dial', 'flow', 'lyra'] as const

export function askEach(brain: OpenAiBrain, body: string, signal = never) {
  const question = texts(body)
  return {
    sentinel: () => brain.sentinel(question, signal),
    dial: () => brain.dial(question, signal),
    flow: () => brain.flow(question, signal),
    lyra: () => brain.lyra(wording({ texts: [body] }), signal),
  }
}

/** The request's messages as the stand-in saw them last. */
export function lastRequest(openai: OpenAiSimulator) {
  const request = openai.requests().at(-1)
  if (!request) throw new Error('No request has come in')
  const [system, user] = request.body.messages.map((message) => String(message.content))
  return { question: request.question, body: request.body, system: system ?? '', user: user ?? '' }
}
