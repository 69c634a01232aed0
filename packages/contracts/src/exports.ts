/** What is taken away as a file: everything said, and every lead, as tables that a spreadsheet opens. */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'

const query = z.strictObject({
  clientId: z.union([z.uuid(), z.literal('all')], {
    error: 'Say whose: the id that GET /api/admin/clients gives, or all.',
  }),
  /** From this moment on, and before that one. */
  from: moment.optional(),
  to: moment.optional(),
})

export const exportConversations = {
  method: 'GET',
  path: '/api/admin/exports/conversations.csv',
  summary: 'Every text either way and every call of a client, or of all (clientId=all), as CSV.',
  input: { query },
  output: z.string(),
  file: 'text/csv',
  status: 200,
} as const satisfies Endpoint

export const exportLeads = {
  method: 'GET',
  path: '/api/admin/exports/leads.csv',
  summary: 'Every lead of a client, or of all (clientId=all), as CSV, by when it was opened.',
  input: { query },
  output: z.string(),
  file: 'text/csv',
  status: 200,
} as const satisfies Endpoint
