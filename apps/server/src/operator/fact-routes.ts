/** A client's facts: listed, added, changed, removed. */
import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as contract from '@jobrun/contracts/facts'
import * as facts from '@jobrun/db/operator/facts'
import type { PrismaClient } from '@jobrun/db/prisma'
import { MOST_FACTS, quoteOf } from '@jobrun/domain/grounding/fact'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { type Refusal, refuse } from '../http/problem.ts'
import { byCaller } from './by.ts'
import { refuseUnknownClient } from './conflict-words.ts'

type Shown = OutputOf<typeof contract.addFact>

export function factRoutes({ prisma, now }: { prisma: PrismaClient; now: () => Date }): ContractRoute[] {
  return [
    on(contract.listFacts, async ({ params }) => {
      const rows = await facts.listFacts(prisma, params.id)
      return rows ? { items: rows.map(showFact) } : refuseUnknownClient(params.id)
    }),
    on(contract.addFact, async ({ params, body }) => {
      const { reason, ...fact } = body
      return answer(await facts.addFact(prisma, params.id, { fact, by: byCaller(reason, now()) }), params)
    }),
    on(contract.changeFact, async ({ params, body }) => {
      const { reason, ...change } = body
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      const of = { clientId: params.id, id: params.factId }
      return answer(await facts.changeFact(prisma, of, { change: given, by: byCaller(reason, now()) }), params)
    }),
    on(contract.removeFact, async ({ params, body }) => {
      const removed = await facts.removeFact(
        prisma,
        { clientId: params.id, id: params.factId },
        byCaller(body.reason, now()),
      )
      return removed ? showFact(removed) : refuseUnknownFact(params)
    }),
  ]
}

function answer(done: facts.KeptFact, of: { id: string; factId?: string }): Shown | Refusal {
  switch (done.kind) {
    case 'kept':
      return showFact(done.fact)
    case 'unknown-client':
      return refuseUnknownClient(of.id)
    case 'unknown':
      return refuseUnknownFact(of)
    case 'too-many':
      return refuse(409, `This client has ${MOST_FACTS} facts, and no more are looked through: remove one first.`)
    case 'known':
      return refuse(409, `This client has the same fact already: ${done.fact.id}.`)
    case 'faulty': {
      const errors = done.faults.map(({ field, message }) => ({ path: field, message }))
      return refuse(422, errors.map(({ path, message }) => `${path}: ${message}`).join(' '), { errors })
    }
  }
}

function refuseUnknownFact({ id, factId }: { id: string; factId?: string }): Refusal {
  return refuse(404, `This client has no fact ${factId}: GET /api/admin/clients/${id}/facts lists them.`)
}

function showFact({ clientId: _, ...fact }: facts.FactRow): Shown {
  return { ...fact, quoted: quoteOf(fact) }
}
