/** The pool of Twilio numbers. */
import { regions } from '@jobrun/domain/region'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'
import { phoneNumber, reason } from './text-field.ts'

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
