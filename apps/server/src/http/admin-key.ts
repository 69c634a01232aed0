/**
 * Who may use the operator's API: whoever has the key. A right key is never slowed down; wrong ones are counted by
 * address, in a bounded number of addresses, and refused with 429 beyond the limit.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Refusal, refuse } from './problem.ts'

const WRONG_KEYS_A_MINUTE = 60
const ADDRESSES_REMEMBERED = 5_000

export type KeyShown = 'right' | 'wrong' | 'none'

export interface AdminKey {
  /** Counts a wrong key; a Refusal once its address has shown too many. */
  check(request: FastifyRequest): Promise<KeyShown | Refusal>
  /** Counts another failure to get in; a Refusal once there were too many. */
  countFailure(request: FastifyRequest): Promise<Refusal | null>
}

export async function adminKey(app: FastifyInstance, key: string): Promise<AdminKey> {
  await app.register(rateLimit, {
    global: false,
    max: WRONG_KEYS_A_MINUTE,
    timeWindow: 60_000,
    cache: ADDRESSES_REMEMBERED,
  })
  const countWrongKey = app.createRateLimit()
  async function countFailure(request: FastifyRequest): Promise<Refusal | null> {
    const counted = await countWrongKey(request)
    return !counted.isAllowed && counted.isExceeded ? tooMany(counted.ttlInSeconds) : null
  }
  return {
    countFailure,
    async check(request) {
      const shown = bearerOf(request.headers.authorization)
      if (shown === null) return 'none'
      if (key !== '' && isSame(shown, key)) return 'right'
      return (await countFailure(request)) ?? 'wrong'
    },
  }
}

/** Digests are of one length, whatever was sent, so comparing them takes one time. */
export function isSame(shown: string, secret: string): boolean {
  return timingSafeEqual(digest(shown), digest(secret))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

export function bearerOf(header: string | undefined): string | null {
  return /^bearer +(.+)$/i.exec(header ?? '')?.[1]?.trim() ?? null
}

export function refuseWithoutKey(shown: 'wrong' | 'none'): Refusal {
  const detail =
    shown === 'none'
      ? 'Send the header Authorization: Bearer <ADMIN_API_KEY>.'
      : 'This is not the key: send the value of ADMIN_API_KEY that the service was started with.'
  return refuse(401, detail, { headers: { 'www-authenticate': 'Bearer realm="jobrun"' } })
}

function tooMany(seconds: number): Refusal {
  const wait = Math.max(1, Math.ceil(seconds))
  return refuse(429, `Too many wrong keys came from this address: wait ${wait} s, then send the right one.`, {
    headers: { 'retry-after': String(wait) },
  })
}
