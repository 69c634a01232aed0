// The same key brings the same answer for 24 hours; with another body it is refused. https://docs.stripe.com/api/idempotent_requests
import { createHash } from 'node:crypto'
import { Refusal } from './refusal.ts'

export interface Answer {
  status: number
  body: string
}

interface Remembered {
  asked: string
  at: number
  answer: Answer | null
}

const rememberedSeconds = 24 * 60 * 60

export class IdempotencyKeys {
  readonly #known = new Map<string, Remembered>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** The earlier answer, or null: do it, then `remember` or `forget`. */
  begin(key: string, request: { path: string; form: string }): Answer | null {
    if (key.length > 255)
      throw new Refusal(400, {
        message: 'Idempotency keys must be 255 characters or fewer.',
        type: 'idempotency_error',
      })
    const asked = createHash('sha256').update(`${request.path}\n${request.form}`).digest('hex')
    const known = this.#known.get(key)
    if (!known || known.at + rememberedSeconds <= this.#now()) {
      this.#known.set(key, { asked, at: this.#now(), answer: null })
      return null
    }
    if (known.asked !== asked)
      throw new Refusal(400, {
        type: 'idempotency_error',
        message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      })
    if (!known.answer)
      throw new Refusal(409, {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message: `There is currently another in-progress request using this Idempotent Key (${key}).`,
      })
    return known.answer
  }

  remember(key: string, answer: Answer): void {
    const known = this.#known.get(key)
    if (known) known.answer = answer
  }

  /** A request that was refused before it did anything may be tried again with the key. */
  forget(key: string): void {
    this.#known.delete(key)
  }
}
