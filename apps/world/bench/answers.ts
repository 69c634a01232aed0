/** Reads the stand-in's event stream: when the answer to each customer was accepted. */
import { setTimeout as sleep } from 'node:timers/promises'
import { onboardingNumber } from './account.ts'

export interface Answers {
  /** `performance.now()` at which the first answer to this phone was seen. */
  seenAt(phone: string): number | undefined
  count(): number
  waitFor(count: number, withinMs: number): Promise<boolean>
  stop(): void
}

export async function watchAnswers(twilioUrl: string): Promise<Answers> {
  const seen = new Map<string, number>()
  const answers = new Set<string>()
  const ending = new AbortController()
  const stream = await fetch(`${twilioUrl}/sim/events`, { signal: ending.signal })
  if (!stream.body) throw new Error('the stand-in has no event stream')
  void read(stream.body, (message) => {
    if (message.direction !== 'out' || message.from === onboardingNumber) return
    answers.add(message.sid)
    if (!seen.has(message.to)) seen.set(message.to, performance.now())
  }).catch(() => {})
  return {
    seenAt: (phone) => seen.get(phone),
    count: () => answers.size,
    async waitFor(count, withinMs) {
      const until = performance.now() + withinMs
      while (answers.size < count && performance.now() < until) await sleep(20)
      return answers.size >= count
    },
    stop: () => ending.abort(),
  }
}

interface SeenMessage {
  sid: string
  direction: string
  from: string
  to: string
}

async function read(body: ReadableStream<Uint8Array>, tell: (message: SeenMessage) => void): Promise<void> {
  let rest = ''
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data:')) tell(JSON.parse(line.slice(5)) as SeenMessage)
  }
}
