// Calls from the browser, where a person hears the tone first and speaks then. One who says nothing for a minute hangs up.
import type { TwilioControls } from '../twilio-controls.ts'
import type { CallOutcome, HandsetCall } from './place-call.ts'

const PATIENCE_MS = 60_000

interface Tones {
  /** Resolves at the tone, or at the end of a call that has none. */
  ring(call: HandsetCall): Promise<CallOutcome>
  /** No words: hang up. Resolves at the end of the call; undefined: no such call waits. */
  say(sid: string, words: string): Promise<CallOutcome> | undefined
}

export function createTones(controls: Pick<TwilioControls, 'call'>): Tones {
  const waiting = new Map<string, (words: string) => Promise<CallOutcome>>()
  return {
    ring(call) {
      const atTone = Promise.withResolvers<CallOutcome>()
      const said = Promise.withResolvers<string>()
      const over = controls.call({
        ...call,
        speaks: (reached) => {
          const timer = setTimeout(() => said.resolve(''), PATIENCE_MS).unref()
          waiting.set(reached.sid, (words) => {
            clearTimeout(timer)
            said.resolve(words)
            return over
          })
          atTone.resolve({ outcome: 'reached', call: reached, webhookStatus: 200 })
          return said.promise.finally(() => waiting.delete(reached.sid))
        },
      })
      return Promise.race([atTone.promise, over])
    },
    say: (sid, words) => waiting.get(sid)?.(words),
  }
}
