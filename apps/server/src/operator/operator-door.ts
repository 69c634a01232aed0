/** Who asks: by ADMIN_API_KEY, by a token of an operator's, or by the cookie of a browser that signed in. */
import { createHash, randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Role, roles } from '@jobrun/contracts/operators'
import * as keys from '@jobrun/db/operator/operator-keys'
import type { Pool } from '@jobrun/db/pool'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type AdminKey, bearerOf, refuseWithoutKey } from '../http/admin-key.ts'
import { Refusal, refuse } from '../http/problem.ts'
import { isFromElsewhere, type SessionCookie } from '../http/session-cookie.ts'
import { type Caller, holderOfTheKey } from './caller.ts'

const HOUR_MS = 60 * 60_000
/** Without use. */
const SESSION_MS = 12 * HOUR_MS
const SESSION_AT_MOST_MS = 7 * 24 * HOUR_MS
/** A cookie that was stolen is of use for no longer than this, once its owner goes on. */
const RENEWED_AFTER_MS = 15 * 60_000
/** Requests that left together do not each renew. */
const JUST_RENEWED_MS = 10_000

export const TOKEN_PREFIX = 'jobrun_'

export interface DoorDeps {
  pool: Pool
  key: AdminKey
  cookie: SessionCookie
  publicBaseUrl: string
  now: () => Date
}

export interface OperatorDoor {
  /** Renews the cookie when it is time. */
  open(request: FastifyRequest, reply: FastifyReply): Promise<Caller | Refusal>
  /** Whether who was let in would be let in once more, as the same and for the same. */
  knows(request: FastifyRequest, caller: Caller): Promise<boolean>
  signIn(token: string, request: FastifyRequest, reply: FastifyReply): Promise<Caller | Refusal>
  signOut(caller: Caller, reply: FastifyReply): Promise<void>
}

/** 256 bits: nobody guesses one, so a plain hash keeps them safe. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

export function operatorDoor(deps: DoorDeps): OperatorDoor {
  const { pool, cookie, now } = deps
  return {
    async open(request, reply) {
      if (request.headers.authorization !== undefined) return byHeader(deps, request)
      const token = cookie.read(request)
      if (token === null) return refuseWithoutKey('none')
      if (isFromElsewhere(request, deps.publicBaseUrl)) return refuseElsewhere()
      const holder = await keys.findHolder(pool, { hash: hashOf(token), kind: 'SESSION', now: now() })
      if (!holder) {
        cookie.clear(reply)
        return refuse(
          401,
          'You are signed out: open a new link, or ask an admin for one. (Programs send ADMIN_API_KEY.)',
          {
            headers: { 'www-authenticate': 'Bearer realm="jobrun"' },
          },
        )
      }
      await renew(deps, holder, reply)
      return callerOf(holder, holder.keyId)
    },
    async knows(request, caller) {
      if (caller.id === null) return true
      const shown = bearerOf(request.headers.authorization)
      const hash = hashOf(shown ?? cookie.read(request) ?? '')
      const holder = await keys.findHolder(pool, { hash, kind: shown === null ? 'SESSION' : 'TOKEN', now: now() })
      return holder !== null && isDeepStrictEqual(callerOf(holder, caller.sessionId), caller)
    },
    async signIn(token, request, reply) {
      if (isFromElsewhere(request, deps.publicBaseUrl)) return refuseElsewhere()
      const at = now()
      const secret = newSecret()
      const endsAt = new Date(at.getTime() + SESSION_AT_MOST_MS)
      const expiresAt = new Date(at.getTime() + SESSION_MS)
      const of = { linkHash: hashOf(token), hash: hashOf(secret), now: at, expiresAt, endsAt }
      const holder = await keys.openSession(pool, of)
      if (!holder) return (await deps.key.countFailure(request)) ?? refuseLink()
      cookie.write(reply, secret, endsAt)
      return callerOf(holder, holder.keyId)
    },
    async signOut(caller, reply) {
      if (caller.sessionId) await keys.endSession(pool, caller.sessionId, now())
      cookie.clear(reply)
    },
  }
}

async function byHeader({ pool, key, now }: DoorDeps, request: FastifyRequest): Promise<Caller | Refusal> {
  const shown = bearerOf(request.headers.authorization)
  if (shown?.startsWith(TOKEN_PREFIX)) {
    const holder = await keys.findHolder(pool, { hash: hashOf(shown), kind: 'TOKEN', now: now() })
    if (holder) return callerOf(holder, null)
  }
  const known = await key.check(request)
  if (known === 'right') return holderOfTheKey
  return known instanceof Refusal ? known : refuseWithoutKey(known)
}

async function renew({ pool, cookie, now }: DoorDeps, holder: keys.KeyHolder, reply: FastifyReply): Promise<void> {
  const at = now()
  const since = at.getTime() - holder.renewedAt.getTime()
  // By its former name it asks again because the answer that held the new one never reached the browser.
  if (since < (holder.byPrevious ? JUST_RENEWED_MS : RENEWED_AFTER_MS)) return
  const endsAt = holder.endsAt ?? at
  const secret = newSecret()
  const expiresAt = new Date(Math.min(at.getTime() + SESSION_MS, endsAt.getTime()))
  const { keyId, renewedAt } = holder
  if (await keys.renewSession(pool, { keyId, renewedAt, hash: hashOf(secret), now: at, expiresAt })) {
    cookie.write(reply, secret, endsAt)
  }
}

function callerOf(holder: keys.KeyHolder, sessionId: string | null): Caller {
  const least = Math.min(roles.indexOf(holder.role as Role), roles.indexOf(holder.keyRole as Role))
  const { operatorId: id, name, clientIds } = holder
  return { id, name, role: roles[least] ?? 'viewer', clientIds, sessionId }
}

function refuseElsewhere(): Refusal {
  return refuse(403, 'This came from a page that is not ours: open the console at its own address and do it there.')
}

function refuseLink(): Refusal {
  return refuse(401, 'This link is used up, too old, or not one of ours: ask an admin for a new one.')
}
