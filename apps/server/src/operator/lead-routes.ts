/** Leads: read, and put right by hand. */
import type { InputOf, OutputOf } from '@jobrun/contracts/endpoint'
import * as contract from '@jobrun/contracts/leads'
import { findClient } from '@jobrun/db/operator/clients'
import * as leads from '@jobrun/db/operator/leads'
import type { PrismaClient } from '@jobrun/db/prisma'
import type { LeadState } from '@jobrun/domain/pipeline/turn'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { type Refusal, refuse } from '../http/problem.ts'
import { byCaller } from './by.ts'
import { refuseUnknownClient } from './conflict-words.ts'
import { pageAsked, showPage } from './show-page.ts'
import { whose } from './whose.ts'

export function leadRoutes({ prisma, now }: { prisma: PrismaClient; now: () => Date }): ContractRoute[] {
  return [
    on(contract.listLeads, async ({ query }) => {
      const { clientId, state } = query
      if (clientId !== 'all' && !(await findClient(prisma, clientId))) return refuseUnknownClient(clientId)
      const of = { whose: whose(clientId), state }
      const listed = await leads.listLeads(prisma, of, pageAsked(query))
      return showPage(listed, showLead, (row) => ({ at: row.openedAt, id: row.id }))
    }),
    on(contract.changeLead, async ({ params, body }) => {
      const { reason, ...change } = body
      const done = await leads.changeLead(prisma, params.id, { change: named(change), by: byCaller(reason, now()) })
      switch (done.kind) {
        case 'changed':
          return showLead(done.lead)
        case 'unknown':
          return refuseUnknownLead(params.id)
        case 'another-open':
          return refuse(409, 'This customer has another open lead with the client: close that one first.')
      }
    }),
    on(contract.listLeadHistory, async ({ params, query }) => {
      const listed = await leads.listLeadHistory(prisma, params.id, pageAsked(query))
      if (!listed) return refuseUnknownLead(params.id)
      return showPage(listed, showStep, (row) => ({ at: row.createdAt, id: row.id }))
    }),
  ]
}

function refuseUnknownLead(id: string): Refusal {
  return refuse(404, `There is no lead ${id}: GET /api/admin/leads?clientId=… lists a client's.`)
}

/** Only what was named: a field that is absent must not be emptied. */
function named(change: Omit<InputOf<typeof contract.changeLead>['body'], 'reason'>): leads.LeadChangeByHand {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

/** The database lets no other word into the column. */
function showLead({ conversation, ...lead }: leads.LeadRow): OutputOf<typeof contract.changeLead> {
  return { ...lead, state: lead.state as LeadState, phone: conversation.phone }
}

type Step = OutputOf<typeof contract.listLeadHistory>['items'][number]

function showStep(row: leads.LeadStep): Step {
  return { ...row, changes: row.changes as Step['changes'] }
}
