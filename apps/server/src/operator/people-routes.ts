/** Operators, what lets them in, and who asks. */
import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as contract from '@jobrun/contracts/operators'
import * as keys from '@jobrun/db/operator/operator-keys'
import * as operators from '@jobrun/db/operator/operators'
import type { Pool } from '@jobrun/db/pool'
import type { PrismaClient } from '@jobrun/db/prisma'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { Refusal, refuse } from '../http/problem.ts'
import { byCaller } from './by.ts'
import { type Caller, callerNow } from './caller.ts'
import { hashOf, newSecret, type OperatorDoor, TOKEN_PREFIX } from './operator-door.ts'
import { pageAsked, showPage } from './show-page.ts'

const DAY_MS = 24 * 60 * 60_000
const LINK_MS = DAY_MS

interface PeopleDeps {
  prisma: PrismaClient
  pool: Pool
  publicBaseUrl: string
  now: () => Date
}

/** In front of the guard: whoever has a link. */
export function signInRoute(door: OperatorDoor): ContractRoute {
  return on(contract.signIn, async ({ body }, request, reply) => {
    const caller = await door.signIn(body.token, request, reply)
    return caller instanceof Refusal ? caller : showMe(caller)
  })
}

export function peopleRoutes(deps: PeopleDeps, door: OperatorDoor): ContractRoute[] {
  return [
    on(contract.getMe, async () => showMe(callerNow())),
    on(contract.signOut, async (_input, _request, reply) => {
      await door.signOut(callerNow(), reply)
      return { signedOut: true as const }
    }),
    ...operatorRows(deps),
    ...tokenRows(deps),
  ]
}

function operatorRows({ prisma, publicBaseUrl, now }: PeopleDeps): ContractRoute[] {
  return [
    on(contract.listOperators, async ({ query }) =>
      showPage(await operators.listOperators(prisma, pageAsked(query)), show, (row) => ({
        at: row.createdAt,
        id: row.id,
      })),
    ),
    on(contract.addOperator, async ({ body: { reason = null, name, role, clientIds = null } }) => {
      const { link, shown } = newLink(publicBaseUrl, now())
      const row = await operators.addOperator(prisma, { name, role, clientIds }, { link, by: byCaller(reason, now()) })
      if (!row)
        return refuse(409, `There is an operator ${name} already: choose another name, or give them a new link.`)
      return { ...show(row), ...shown }
    }),
    on(contract.changeOperator, async ({ params, body: { reason, ...given } }) => {
      const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
      const row = await operators.changeOperator(prisma, params.id, { change, by: byCaller(reason, now()) })
      return row ? show(row) : refuseUnknown()
    }),
    on(contract.linkOperator, async ({ params, body: { reason } }) => {
      const { link, shown } = newLink(publicBaseUrl, now())
      const known = await operators.linkOperator(prisma, params.id, { link, by: byCaller(reason, now()) })
      return known ? shown : refuseUnknown()
    }),
  ]
}

function tokenRows({ prisma, now }: PeopleDeps): ContractRoute[] {
  return [
    on(contract.listTokens, async () => {
      const { id } = callerNow()
      return { items: id ? (await keys.listTokens(prisma, id)).map(showToken) : [] }
    }),
    on(contract.addToken, async ({ body: { name, role, expiresInDays } }) => {
      const { id: operatorId, role: own } = callerNow()
      if (!operatorId) return refuse(409, 'ADMIN_API_KEY is no person: sign in as an operator to make a token.')
      if (contract.roles.indexOf(role) > contract.roles.indexOf(own)) {
        return refuse(403, `A token may do no more than you: at most ${own}.`)
      }
      const token = `${TOKEN_PREFIX}${newSecret()}`
      const expiresAt = new Date(now().getTime() + expiresInDays * DAY_MS)
      const row = await keys.addToken(
        prisma,
        { operatorId, name, role, hash: hashOf(token), expiresAt },
        byCaller(null, now()),
      )
      return { ...showToken(row), token }
    }),
    on(contract.revokeToken, async ({ params }) => {
      const { id: operatorId } = callerNow()
      const row = operatorId && (await keys.revokeToken(prisma, { id: params.id, operatorId }, byCaller(null, now())))
      return row ? showToken(row) : refuse(404, 'You have no such token: GET /api/admin/me/tokens lists yours.')
    }),
  ]
}

/** Behind #, which browsers keep to themselves: the token is in no log and no Referer. */
function newLink(publicBaseUrl: string, now: Date) {
  const secret = newSecret()
  const expiresAt = new Date(now.getTime() + LINK_MS)
  return {
    link: { hash: hashOf(secret), expiresAt },
    shown: { signInUrl: `${publicBaseUrl}/sign-in#${secret}`, expiresAt },
  }
}

function show(row: operators.OperatorRow): OutputOf<typeof contract.changeOperator> {
  return { ...row, role: row.role as contract.Role }
}

function showToken(row: Awaited<ReturnType<typeof keys.addToken>>): OutputOf<typeof contract.revokeToken> {
  return { ...row, role: row.role as contract.Role }
}

function showMe({ id, name, role, clientIds }: Caller): OutputOf<typeof contract.getMe> {
  return { operator: { id, name, role, clientIds: clientIds && [...clientIds] } }
}

function refuseUnknown(): Refusal {
  return refuse(404, 'There is no such operator, or they are disabled: GET /api/admin/operators lists all.')
}
