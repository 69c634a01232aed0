/** What is held back: listed, worded anew, let go, dropped. A release queues its delivery in the same transaction. */
import { randomUUID } from 'node:crypto'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as contract from '@jobrun/contracts/held'
import { findClient } from '@jobrun/db/operator/clients'
import { optedOutAmong, switchesFor } from '@jobrun/db/operator/gate-facts'
import * as held from '@jobrun/db/operator/held'
import { inTransaction, type Pool } from '@jobrun/db/pool'
import type { PrismaClient } from '@jobrun/db/prisma'
import type { Queue } from '@jobrun/db/queue'
import { measure } from '@jobrun/domain/outbox/segments'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { type Refusal, refuse } from '../http/problem.ts'
import { byCaller } from './by.ts'
import { refuseUnknownClient } from './conflict-words.ts'
import { fromWhom, heldSince, isLapsed, staysBecause, staysWords } from './held-decision.ts'
import { pageAsked, showPage } from './show-page.ts'
import { whose } from './whose.ts'

export interface HeldDeps {
  prisma: PrismaClient
  pool: Pool
  queue: Pick<Queue, 'queueDeliveries' | 'wake'>
  now: () => Date
}

const MOST_AT_ONCE = 100
const CHANGED_MEANWHILE =
  'Somebody else changed, released or dropped this text just now, so yours was not kept: look at it anew.'

export function heldRoutes(deps: HeldDeps): ContractRoute[] {
  const { prisma } = deps
  return [
    on(contract.listHeld, async ({ query }) => {
      const now = deps.now()
      const listed = await held.listHeld(prisma, whose(query.clientId), pageAsked(query))
      return showPage(
        listed,
        (row) => showHeld(row, now),
        (row) => ({ at: heldSince(row), id: row.id }),
      )
    }),
    on(contract.releaseHeld, async ({ params, body }) => {
      const now = deps.now()
      const row = await findStillHeld(prisma, params.id)
      if ('problem' in row) return row
      const { stay } = await decide(deps, [row], { clientId: row.clientId, evenIfLapsed: body.evenIfLapsed, now })
      if (stay[0]) return refuse(409, staysWords[stay[0].because])
      const [done] = await release(deps, [row], { reason: body.reason, now })
      return done ? showHeld(done, now) : refuseNoLongerHeld(params.id)
    }),
    on(contract.changeHeld, async ({ params, body: { body, was, reason } }) => {
      const now = deps.now()
      const row = await findStillHeld(prisma, params.id)
      if ('problem' in row) return row
      if (was !== undefined && was !== row.body) return refuse(409, CHANGED_MEANWHILE)
      if (body === row.body) return showHeld(row, now)
      const to = { body, ...measure(body) }
      const done = await inTransaction(deps.pool, (tx) => held.changeHeld(tx, row, to, byCaller(reason, now)))
      return done ? showHeld({ ...row, ...to }, now) : refuse(409, CHANGED_MEANWHILE)
    }),
    on(contract.dropHeld, async ({ params, body }) => {
      const now = deps.now()
      const row = await findStillHeld(prisma, params.id)
      if ('problem' in row) return row
      const [done] = await drop(deps, [row], { reason: body.reason, now })
      return done ? showHeld(done, now) : refuseNoLongerHeld(params.id)
    }),
    on(contract.releaseClientHeld, async ({ params, query, body }) => {
      const now = deps.now()
      if (!(await findClient(prisma, params.id))) return refuseUnknownClient(params.id)
      const found = await held.listHeldOf(prisma, { clientId: params.id, upTo: body.upTo, most: MOST_AT_ONCE })
      const asked = { clientId: params.id, evenIfLapsed: body.evenIfLapsed, now }
      const { go, stay } = await decide(deps, found.rows, asked)
      if (query.preview) return showMany(found, { preview: true, go, stay, now })
      if (stay.some(({ because }) => because === 'outbound-paused')) return refuse(409, staysWords['outbound-paused'])
      const done = await release(deps, go, { reason: body.reason, now })
      return showMany(found, { preview: false, go: done, stay, now })
    }),
    on(contract.dropClientHeld, async ({ params, query, body }) => {
      const now = deps.now()
      if (!(await findClient(prisma, params.id))) return refuseUnknownClient(params.id)
      const found = await held.listHeldOf(prisma, { clientId: params.id, upTo: body.upTo, most: MOST_AT_ONCE })
      if (query.preview) return showMany(found, { preview: true, go: found.rows, stay: [], now })
      const done = await drop(deps, found.rows, { reason: body.reason, now })
      return showMany(found, { preview: false, go: done, stay: [], now })
    }),
  ]
}

async function findStillHeld(prisma: PrismaClient, id: string): Promise<held.HeldRow | Refusal> {
  const row = await held.findOutboxMessage(prisma, id)
  if (!row) return refuse(404, `There is no message ${id}: GET /api/admin/held lists those that are held.`)
  return row.state === 'HELD' ? row : refuseNoLongerHeld(id, row.state)
}

function refuseNoLongerHeld(id: string, state?: string): Refusal {
  const now = state ? `it is ${state}` : 'somebody else released or dropped it just now'
  return refuse(409, `Message ${id} is not held: ${now}. GET /api/admin/held lists those that are.`)
}

interface Staying {
  row: held.HeldRow
  because: contract.NotReleased
}

async function decide(
  { prisma }: HeldDeps,
  rows: readonly held.HeldRow[],
  asked: { clientId: string | null; evenIfLapsed: boolean; now: Date },
): Promise<{ go: held.HeldRow[]; stay: Staying[] }> {
  const { clientId, evenIfLapsed, now } = asked
  const switches = await switchesFor(prisma, clientId, now)
  const isOut = await optedOutAmong(prisma, rows.map(fromWhom))
  const go: held.HeldRow[] = []
  const stay: Staying[] = []
  for (const row of rows) {
    const because = staysBecause(row, { switches, optedOut: isOut(fromWhom(row)), evenIfLapsed, now })
    if (because) stay.push({ row, because })
    else go.push(row)
  }
  return { go, stay }
}

/** Gives those that were still held. */
async function release(
  { pool, queue }: HeldDeps,
  rows: readonly held.HeldRow[],
  { reason, now }: { reason: string; now: Date },
): Promise<held.HeldRow[]> {
  const queued = await inTransaction(pool, async (tx) => {
    const messages = await held.releaseHeld(tx, rows, byCaller(reason, now))
    // A name of its own, for the job of the message's first try is known to the queue.
    await queue.queueDeliveries(tx, messages, { name: `released ${randomUUID()}`, now })
    return messages
  })
  if (queued.length > 0) queue.wake('deliver', now, now)
  return held.chosen(rows, queued)
}

async function drop(
  { pool }: HeldDeps,
  rows: readonly held.HeldRow[],
  { reason, now }: { reason: string; now: Date },
): Promise<held.HeldRow[]> {
  const done = await inTransaction(pool, (tx) => held.dropHeld(tx, rows, byCaller(reason, now)))
  return held.chosen(rows, done)
}

function showMany(
  found: { rows: held.HeldRow[]; more: boolean },
  of: { preview: boolean; go: readonly held.HeldRow[]; stay: readonly Staying[]; now: Date },
): OutputOf<typeof contract.releaseClientHeld> {
  const { preview, go, stay, now } = of
  const moments = found.rows.map((row) => heldSince(row).getTime())
  return {
    preview,
    messages: go.map((row) => showHeld(row, now)),
    leftBehind: stay.map(({ row, because }) => ({
      message: showHeld(row, now),
      because,
      detail: staysWords[because],
    })),
    more: found.more,
    upTo: moments.length > 0 ? new Date(Math.max(...moments)) : null,
  }
}

/** As it was while it was held. */
function showHeld(row: held.HeldRow, now: Date) {
  const { fromNumber, toNumber, ...rest } = row
  return { ...rest, from: fromNumber, to: toNumber, heldAt: heldSince(row), lapsed: isLapsed(row, now) }
}
