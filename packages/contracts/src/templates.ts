/** A client's own words in place of our templates. */
import { templateKinds } from '@jobrun/domain/pipeline/client-templates'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { clientId, line, reason } from './text-field.ts'

const kind = z.enum(templateKinds)

const template = z.object({
  kind,
  /** Theirs, with {business}, {owner} and {link}; null: ours are used. */
  words: z.string().nullable(),
  /** What a customer reads now. */
  shown: z.string(),
})

export const listTemplates = {
  method: 'GET',
  path: '/api/admin/clients/:id/templates',
  summary: 'What a client’s customers read where no AI words it, in the client’s own words or in ours.',
  input: { params: clientId },
  output: z.object({ items: z.array(template) }),
  status: 200,
} as const satisfies Endpoint

export const changeTemplate = {
  method: 'PUT',
  path: '/api/admin/clients/:id/templates',
  summary: 'Sets the words of one kind, or goes back to ours; checked like everything that is said to customers.',
  input: { params: clientId, body: z.strictObject({ kind, words: line(1, 600).nullable(), reason }) },
  output: template,
  status: 200,
} as const satisfies Endpoint
