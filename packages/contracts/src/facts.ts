/** A client's facts: what its replies may state, each quoted as it stands. */
import { ABOUT_LETTERS, factKinds, faultsOfFact, MOST_FACTS, SAYS_LETTERS } from '@jobrun/domain/grounding/fact'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { clientId, line, reason } from './text-field.ts'

const kind = z.enum(factKinds, `Give kind as one of ${factKinds.join(', ')}.`)
const about = line(0, ABOUT_LETTERS)
const says = line(1, SAYS_LETTERS)

const fact = z.object({
  id: z.uuid(),
  kind: z.enum(factKinds),
  about: z.string(),
  says: z.string(),
  /** The sentence that a reply holds. */
  quoted: z.string(),
  createdAt: moment,
  updatedAt: moment,
})

const newFact = z.strictObject({ kind, about: about.default(''), says, reason }).superRefine((written, context) => {
  for (const { field, message } of faultsOfFact(written)) context.addIssue({ code: 'custom', path: [field], message })
})

const factChange = z
  .strictObject({ kind: kind.optional(), about: about.optional(), says: says.optional(), reason })
  .refine(({ reason: _, ...change }) => Object.keys(change).length > 0, 'Name at least one field to change.')

const factId = clientId.extend({
  factId: z.uuid('This is not the id of a fact: take one that GET /api/admin/clients/:id/facts gives.'),
})

export const listFacts = {
  method: 'GET',
  path: '/api/admin/clients/:id/facts',
  summary: `A client’s facts, the oldest first; at most ${MOST_FACTS}, so in one piece.`,
  input: { params: clientId },
  output: z.object({ items: z.array(fact) }),
  status: 200,
} as const satisfies Endpoint

export const addFact = {
  method: 'POST',
  path: '/api/admin/clients/:id/facts',
  summary: 'Adds a fact that replies may state from the next turn on.',
  input: { params: clientId, body: newFact },
  output: fact,
  status: 201,
} as const satisfies Endpoint

export const changeFact = {
  method: 'PATCH',
  path: '/api/admin/clients/:id/facts/:factId',
  summary: 'Changes the fields of a fact that are named.',
  input: { params: factId, body: factChange },
  output: fact,
  status: 200,
} as const satisfies Endpoint

export const removeFact = {
  method: 'DELETE',
  path: '/api/admin/clients/:id/facts/:factId',
  summary: 'Removes a fact; the audit log keeps what it said.',
  input: { params: factId, body: z.strictObject({ reason }) },
  output: fact,
  status: 200,
} as const satisfies Endpoint
