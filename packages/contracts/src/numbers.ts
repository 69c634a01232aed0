/** The pool of Twilio numbers. */
import { regions } from '@jobrun/domain/region'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'
import { idFrom, phoneNumber, reason } from './text-field.ts'

const roles = ['OPERATIONAL', 'ONBOARDING', 'SYSTEM'] as const
const statuses = ['AVAILABLE', 'RESERVED', 'ASSIGNED', 'RESTING'] as const
const role = z.enum(roles, `Give role as one of ${roles.join(', ')}.`)
const status = z.enum(statuses, `Give status as one of ${statuses.join(', ')}.`)

const poolNumber = z.object({
  id: z.uuid(),
  phoneE164: z.string(),
  role: z.enum(roles),
  status: z.enum(statuses),
  region: z.string().nullable(),
  clientId: z.uuid().nullable(),
  assignedAt: moment.nullable(),
  restsUntil: moment.nullable(),
  /** When Twilio was last seen to point it at us; null: not yet, or not by us. */
  setUpAt: moment.nullable(),
  /** When it is pointed at us next, how often that failed, and why. */
  setupDueAt: moment.nullable(),
  setupTries: z.number(),
  setupError: z.string().nullable(),
  createdAt: moment,
})

export const addNumber = {
  method: 'POST',
  path: '/api/admin/numbers',
  summary: 'Adds a number to the pool: OPERATIONAL, for clients, unless told.',
  input: {
    body: z.strictObject({
      phoneE164: phoneNumber,
      role: role.default('OPERATIONAL'),
      region: z.enum(regions, `Give the country as ISO 3166 code: ${regions.join(' or ')}.`).nullish(),
      reason: reason.optional(),
    }),
  },
  output: poolNumber,
  status: 201,
} as const satisfies Endpoint

export const listNumbers = {
  method: 'GET',
  path: '/api/admin/numbers',
  summary: 'The numbers of the pool, the newest first.',
  input: { query: z.strictObject({ ...pageQuery, status: status.optional(), role: role.optional() }) },
  output: pageOf(poolNumber),
  status: 200,
} as const satisfies Endpoint

const fault = z.object({
  phoneE164: z.string(),
  /** `not-in-account`: the pool has it and Twilio does not; `not-in-pool`: the other way round. */
  kind: z.enum(['not-in-account', 'not-in-pool', 'elsewhere']),
  /** What is wrong, in words. */
  detail: z.string(),
  /** As the pool has it. */
  id: z.uuid().nullable(),
  status: z.string().nullable(),
  clientId: z.uuid().nullable(),
})

export const checkNumbers = {
  method: 'GET',
  path: '/api/admin/numbers/check',
  summary: 'Where the pool and the Twilio account differ, and which numbers do not reach us.',
  input: {},
  output: z.object({
    /** Why Twilio could not be asked; null: it was. */
    problem: z.string().nullable(),
    inPool: z.number(),
    inAccount: z.number(),
    faults: z.array(fault),
  }),
  status: 200,
} as const satisfies Endpoint

export const setUpNumber = {
  method: 'POST',
  path: '/api/admin/numbers/:id/set-up',
  summary: 'Points a number at us once more by Twilio’s API, within a minute.',
  input: { params: idFrom('GET /api/admin/numbers'), body: z.strictObject({ reason }) },
  output: poolNumber,
  status: 200,
} as const satisfies Endpoint
