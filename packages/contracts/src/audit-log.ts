/** Every change that was made over this API: who, what, before, after, and why. */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'
import { line, ofClient } from './text-field.ts'

const auditEntry = z.object({
  id: z.uuid(),
  actor: z.string(),
  /** Which operator; null: whoever holds ADMIN_API_KEY, or nobody in person. */
  actorId: z.uuid().nullable(),
  /** As noun and verb: lead.change, held.release … */
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  /** What it is called; null: it is the client's, it is gone, or it has no name. */
  subject: z
    .object({ name: z.string().nullable(), phone: z.string().nullable(), conversationId: z.uuid().nullable() })
    .nullable(),
  clientId: z.uuid().nullable(),
  /** What changed, as it was; null: it was not there. */
  before: z.json(),
  after: z.json(),
  reason: z.string().nullable(),
  createdAt: moment,
})

export const listAuditLog = {
  method: 'GET',
  path: '/api/admin/audit-log',
  summary: 'Each change by an operator, newest first.',
  input: {
    query: z.strictObject({
      ...pageQuery,
      ...ofClient,
      subjectId: z
        .string()
        .regex(/^[A-Za-z0-9-]{1,64}$/, 'Give the id of what was changed, or fleet.')
        .optional(),
      /** The operator's name, or admin-key. */
      actor: line(1, 60).optional(),
      /** What kind of thing was changed: client, lead, outbox … */
      subjectType: z
        .string()
        .regex(/^[a-z-]{1,40}$/, 'Give the kind as the log writes it, for example lead.')
        .optional(),
    }),
  },
  output: pageOf(auditEntry),
  status: 200,
} as const satisfies Endpoint
