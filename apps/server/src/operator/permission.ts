/** Whether a caller may do what a request asks for: by role, and for those who see only some clients, by client. */
import type { Endpoint } from '@jobrun/contracts/endpoint'
import { roles } from '@jobrun/contracts/operators'
import { concerns, roleFor } from '@jobrun/contracts/permission'
import { clientOf } from '@jobrun/db/operator/client-of'
import type { Pool } from '@jobrun/db/pool'
import type { FastifyRequest } from 'fastify'
import type { ContractRoute } from '../http/contract-route.ts'
import { type Refusal, refuse } from '../http/problem.ts'
import { asCaller, type Caller } from './caller.ts'

export function guarded(
  route: ContractRoute,
  pool: Pool,
  callerOf: (request: FastifyRequest) => Caller,
): ContractRoute {
  const { endpoint } = route
  return {
    endpoint,
    async answer(request, reply) {
      const caller = callerOf(request)
      const refused = tooLow(endpoint, caller) ?? (await notTheirs({ endpoint, request, pool }, caller))
      return refused ?? asCaller(caller, () => route.answer(request, reply))
    },
  }
}

function tooLow(endpoint: Endpoint, caller: Caller): Refusal | null {
  const wanted = roleFor(endpoint)
  if (roles.indexOf(caller.role) >= roles.indexOf(wanted)) return null
  return refuse(403, `This is for the role ${wanted}, and ${caller.name} is ${caller.role}: ask an admin.`)
}

interface Asked {
  endpoint: Endpoint
  request: FastifyRequest
  pool: Pool
}

async function notTheirs(asked: Asked, { clientIds, name }: Caller): Promise<Refusal | null> {
  if (clientIds === null) return null
  const about = concerns(asked.endpoint)
  if (about.what === 'caller' || about.what === 'theirs') return null
  if (about.what === 'fleet') return refuse(403, `This is about all clients, and ${name} sees only some.`)
  const clientId = await clientMeant(asked)
  if (about.what === 'client-in-query' && about.orTheirs && (clientId === null || clientId === 'all')) return null
  if (clientId !== null && clientIds.includes(clientId)) return null
  if (about.what !== 'client-in-query' || clientId !== null) {
    return refuse(404, `There is no such thing among the clients that ${name} sees.`)
  }
  return refuse(403, `Say whose with ?clientId=: ${name} sees only ${clientIds.join(', ')}.`)
}

async function clientMeant({ endpoint, request, pool }: Asked): Promise<string | null> {
  const about = concerns(endpoint)
  const given = (part: unknown, field: string): string | null => {
    const value = (part as Record<string, unknown> | null | undefined)?.[field]
    return typeof value === 'string' ? value.toLowerCase() : null
  }
  if (about.what === 'client-in-path') return given(request.params, 'id')
  if (about.what === 'client-in-query') return given(request.query, 'clientId')
  if (about.what === 'client-in-body') return given(request.body, 'clientId')
  if (about.what !== 'thing-in-path') return null
  const id = (request.params as Record<string, string>)[about.parameter] ?? ''
  return isAnId(about.thing, id) ? clientOf(pool, about.thing, id) : null
}

/** What cannot be one is not looked up. */
function isAnId(thing: string, id: string): boolean {
  if (thing === 'messages' || thing === 'alerts') return /^[\w-]{1,64}$/.test(id)
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
}
