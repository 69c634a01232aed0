/** Leads: what customers want, read and put right by hand. */
import { leadStates } from '@jobrun/domain/pipeline/turn'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'
import { idFrom, line, reason } from './text-field.ts'

const leadId = idFrom('GET /api/admin/leads')
const state = z.enum(leadStates, `Give one of the states of a lead: ${leadStates.join(', ')}.`)
const fact = line(1, 200).nullable().optional()

const lead = z.object({
  id: z.uuid(),
  clientId: z.uuid(),
  conversationId: z.uuid(),
  phone: z.string(),
  state: z.enum(leadStates),
  jobType: z.string().nullable(),
  urgency: z.string().nullable(),
  location: z.string().nullable(),
  requestedTime: z.string().nullable(),
  name: z.string().nullable(),
  extraDetails: z.string().nullable(),
  handedOver: z.boolean(),
  linkSentAt: moment.nullable(),
  alertedAt: moment.nullable(),
  lastTextAt: moment,
  openedAt: moment,
  closedAt: moment.nullable(),
})

const leadChange = z
  .strictObject({
    state: state.optional(),
    jobType: fact,
    urgency: fact,
    location: fact,
    requestedTime: fact,
    name: fact,
    extraDetails: line(1, 1_000).nullable().optional(),
    reason,
  })
  .refine(({ reason: _, ...change }) => Object.keys(change).length > 0, 'Name at least one field to change.')

const leadStep = z.object({
  id: z.uuid(),
  leadId: z.uuid(),
  /** The turn that did it; null: a person, or time. */
  turnId: z.uuid().nullable(),
  fromState: z.string().nullable(),
  toState: z.string(),
  /** Field → {from, to}. */
  changes: z.record(z.string(), z.object({ from: z.string().nullable(), to: z.string().nullable() })),
  reason: z.string(),
  createdAt: moment,
})

export const listLeads = {
  method: 'GET',
  path: '/api/admin/leads',
  summary: 'Leads of a client, or of all (clientId=all), the newest first.',
  input: {
    query: z.strictObject({
      ...pageQuery,
      clientId: z.union([z.uuid(), z.literal('all')], {
        error: 'Say whose: the id that GET /api/admin/clients gives, or all.',
      }),
      state: state.optional(),
    }),
  },
  output: pageOf(lead),
  status: 200,
} as const satisfies Endpoint

export const changeLead = {
  method: 'PATCH',
  path: '/api/admin/leads/:id',
  summary: 'Sets a lead’s state or corrects its facts by hand; null empties a fact.',
  input: { params: leadId, body: leadChange },
  output: lead,
  status: 200,
} as const satisfies Endpoint

export const listLeadHistory = {
  method: 'GET',
  path: '/api/admin/leads/:id/history',
  summary: 'Each change of a lead, newest first.',
  input: { params: leadId, query: z.strictObject(pageQuery) },
  output: pageOf(leadStep),
  status: 200,
} as const satisfies Endpoint
