/** Who may call an endpoint, and how it is known which client a call is about. */
import type { Endpoint } from './endpoint.ts'
import type { Role } from './operators.ts'

/** Reading is for viewers and changing for operators, but for these. */
const forAdmins: ReadonlySet<string> = new Set([
  'POST /api/admin/clients/:id/onboarding/complete',
  'POST /api/admin/clients/:id/payment',
  'POST /api/admin/clients/:id/number/allocate',
  'POST /api/admin/clients/:id/number/release',
  'POST /api/admin/numbers',
  'POST /api/admin/numbers/:id/set-up',
  'PUT /api/admin/switches',
  'GET /api/admin/operators',
  'POST /api/admin/operators',
  'PATCH /api/admin/operators/:id',
  'POST /api/admin/operators/:id/link',
])

/** Reading that takes everything away at once. */
const forOperators: ReadonlySet<string> = new Set([
  'GET /api/admin/exports/conversations.csv',
  'GET /api/admin/exports/leads.csv',
])

/** What concerns nobody but whoever asks. */
const ofTheCaller: ReadonlySet<string> = new Set([
  'GET /api/admin/me',
  'POST /api/admin/sign-out',
  'GET /api/admin/me/tokens',
  'POST /api/admin/me/tokens',
  'DELETE /api/admin/me/tokens/:id',
])

/** What leaves out by itself, asked for no client or for all, what the caller may not see. */
const ofTheirs: ReadonlySet<string> = new Set([
  'GET /api/admin/alerts',
  'GET /api/admin/audit-log',
  'GET /api/admin/clients',
  'GET /api/admin/conversations',
  'GET /api/admin/deliveries',
  'GET /api/admin/events',
  'GET /api/admin/exports/conversations.csv',
  'GET /api/admin/exports/leads.csv',
  'GET /api/admin/held',
  'GET /api/admin/leads',
  'GET /api/admin/opt-outs',
  'GET /api/admin/stuck-clients',
  'GET /api/admin/stuck-clients/terminal',
  'GET /api/admin/today',
])

/** Things that are one client's, by what stands before their id in the address. */
export const thingsOfClients = [
  'alerts',
  'conversations',
  'held',
  'ignored-numbers',
  'leads',
  'messages',
  'opt-outs',
  'turns',
] as const
export type ThingOfClient = (typeof thingsOfClients)[number]

export type Concerns =
  | { what: 'caller' | 'theirs' | 'client-in-path' | 'client-in-body' | 'fleet' }
  /** `orTheirs`: of no client, or of all, it is of those that the caller sees. */
  | { what: 'client-in-query'; orTheirs: boolean }
  | { what: 'thing-in-path'; thing: ThingOfClient; parameter: string }

export function roleFor({ method, path }: Endpoint): Role {
  const name = `${method} ${path}`
  if (forAdmins.has(name)) return 'admin'
  if (forOperators.has(name)) return 'operator'
  return method === 'GET' || ofTheCaller.has(name) ? 'viewer' : 'operator'
}

/** What is not known to be about one client is about all of them: for nobody who may see only some. */
export function concerns({ method, path, input }: Endpoint): Concerns {
  const name = `${method} ${path}`
  if (ofTheCaller.has(name)) return { what: 'caller' }
  if (path.startsWith('/api/admin/clients/:id')) return { what: 'client-in-path' }
  const [, before, parameter] = /^\/api\/admin\/([a-z-]+)\/:(\w+)/.exec(path) ?? []
  const thing = thingsOfClients.find((one) => one === before)
  if (thing && parameter) return { what: 'thing-in-path', thing, parameter }
  if (hasField(input.query)) return { what: 'client-in-query', orTheirs: ofTheirs.has(name) }
  if (ofTheirs.has(name)) return { what: 'theirs' }
  return { what: hasField(input.body) ? 'client-in-body' : 'fleet' }
}

function hasField(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'shape' in schema && 'clientId' in (schema.shape as object)
}
