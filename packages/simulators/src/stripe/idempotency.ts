// The same key brings the same answer for 24 hours; with another body it is refused. https://docs.stripe.com/api/idempotent_requests
import { createHash } from 'node:crypto'
import { Refusal } from './refusal.ts'

export interface Answer {
  status: number
  body: string
}

export interface Asked {
  key: string
  path: string
  form: string
}

const rememberedSeconds = 24 * 60 * 60

export class IdempotencyKeys {
  readonly #known = new Map<string, { asked: string; at: number; answer: Answer }>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** Null: not asked before. */
  earlierAnswer({ key, path, form }: Asked): Answer | null {
    if (key.length > 255)
      throw new Refusal(400, {
        message: 'Idempotency keys must be 255 characters or fewer.',
        type: 'idempotency_error',
      })
    const known = this.#known.get(key)
    if (!known || known.at + rememberedSeconds <= this.#now()) return null
    if (known.asked === digest(path, form)) return known.answer
    throw new Refusal(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    })
  }

  remember({ key, path, form }: Asked, answer: Answer): void {
    this.#known.set(key, { asked: digest(path, form), at: this.#now(), answer })
  }
}

function digest(path: string, form: string): string {
  return createHash('sha256').update(`${path}\n${form}`).digest('hex')
}
