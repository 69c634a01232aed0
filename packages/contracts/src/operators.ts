/** The people who look after it: who they are, what lets them in, and what they may do. */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'
import { clientUuid, idFrom, line, reason } from './text-field.ts'

/** Each may do what those before it may. */
export const roles = ['viewer', 'operator', 'admin'] as const
export type Role = (typeof roles)[number]

const role = z.enum(roles, 'Give viewer, operator or admin.')
const name = line(1, 60)
/** null: every client. */
const clientIds = z.array(clientUuid).min(1, 'Name at least one client, or give null for all.').max(200).nullable()

const operator = z.object({
  id: z.uuid(),
  name: z.string(),
  role,
  clientIds: z.array(z.uuid()).nullable(),
  disabledAt: moment.nullable(),
  createdAt: moment,
})

const link = z.object({
  /** Opens once, and only until then. */
  signInUrl: z.string(),
  expiresAt: moment,
})

export const me = z.object({
  operator: z.object({
    /** null: whoever holds ADMIN_API_KEY. */
    id: z.uuid().nullable(),
    name: z.string(),
    role,
    clientIds: z.array(z.uuid()).nullable(),
  }),
})

const operatorId = idFrom('GET /api/admin/operators')

export const signIn = {
  method: 'POST',
  path: '/api/sign-in',
  summary: 'Opens a session by the token of a one-time link; sets the cookie.',
  input: { body: z.strictObject({ token: z.string().min(1).max(200) }) },
  output: me,
  status: 200,
} as const satisfies Endpoint

export const signOut = {
  method: 'POST',
  path: '/api/admin/sign-out',
  summary: 'Ends the session that asks.',
  input: {},
  output: z.object({ signedOut: z.literal(true) }),
  status: 200,
} as const satisfies Endpoint

export const getMe = {
  method: 'GET',
  path: '/api/admin/me',
  summary: 'Who asks, and what they may do.',
  input: {},
  output: me,
  status: 200,
} as const satisfies Endpoint

export const listOperators = {
  method: 'GET',
  path: '/api/admin/operators',
  summary: 'The operators, newest first.',
  input: { query: z.strictObject(pageQuery) },
  output: pageOf(operator),
  status: 200,
} as const satisfies Endpoint

export const addOperator = {
  method: 'POST',
  path: '/api/admin/operators',
  summary: 'Adds an operator, and gives the link by which they sign in once.',
  input: { body: z.strictObject({ name, role, clientIds: clientIds.optional(), reason: reason.optional() }) },
  output: operator.extend(link.shape),
  status: 201,
} as const satisfies Endpoint

export const changeOperator = {
  method: 'PATCH',
  path: '/api/admin/operators/:id',
  summary: 'Changes what an operator may do; disabled, all that lets them in ends at once.',
  input: {
    params: operatorId,
    body: z.strictObject({
      role: role.optional(),
      clientIds: clientIds.optional(),
      disabled: z.boolean().optional(),
      reason,
    }),
  },
  output: operator,
  status: 200,
} as const satisfies Endpoint

export const linkOperator = {
  method: 'POST',
  path: '/api/admin/operators/:id/link',
  summary: 'A new one-time link; earlier ones end.',
  input: { params: operatorId, body: z.strictObject({ reason }) },
  output: link,
  status: 201,
} as const satisfies Endpoint

const token = z.object({
  id: z.uuid(),
  name: z.string(),
  role,
  createdAt: moment,
  expiresAt: moment,
  revokedAt: moment.nullable(),
  usedAt: moment.nullable(),
})

const days = z.number().int().min(1).max(365)

export const listTokens = {
  method: 'GET',
  path: '/api/admin/me/tokens',
  summary: 'The caller’s tokens for programs, newest first.',
  input: {},
  output: z.object({ items: z.array(token) }),
  status: 200,
} as const satisfies Endpoint

export const addToken = {
  method: 'POST',
  path: '/api/admin/me/tokens',
  summary: 'A token for a program of the caller’s; shown this once.',
  input: { body: z.strictObject({ name, role, expiresInDays: days }) },
  output: token.extend({ token: z.string() }),
  status: 201,
} as const satisfies Endpoint

export const revokeToken = {
  method: 'DELETE',
  path: '/api/admin/me/tokens/:id',
  summary: 'Ends a token at once.',
  input: { params: idFrom('GET /api/admin/me/tokens') },
  output: token,
  status: 200,
} as const satisfies Endpoint
