/** Operators, from the terminal. */
import { addOperator, listOperators } from '@jobrun/contracts/operators'
import { type Ask, SaidNo } from './ask.ts'
import { findClient } from './find-client.ts'
import type { Given } from './given.ts'
import { minute, table } from './table.ts'

/** The link is shown this once. */
export async function operatorAdd(ask: Ask, { name, role, client, reason }: Given): Promise<string> {
  if (!name?.trim() || !role) throw new SaidNo(0, 'Say who with --name "..." and --role viewer|operator|admin.')
  const clients = await Promise.all((client ?? []).map((one) => findClient(ask, one)))
  const clientIds = clients.length > 0 ? clients.map(({ id }) => id) : null
  const added = await ask(addOperator, { body: { name, role, clientIds, reason } })
  return `${added.name} signs in here, once, until ${minute(added.expiresAt)} UTC:\n\n  ${added.signInUrl}\n`
}

export async function operatorList(ask: Ask, { limit, cursor }: Given): Promise<string> {
  const { items, nextCursor } = await ask(listOperators, { query: { limit, cursor } })
  const rows = items.map(({ id, name, role, clientIds, disabledAt }) => [
    id,
    name,
    role,
    clientIds ? `${clientIds.length} clients` : 'every client',
    disabledAt ? `disabled ${minute(disabledAt)}` : '',
  ])
  const more = nextCursor ? `\nMore: --cursor ${nextCursor}` : ''
  return `${table(['id', 'name', 'role', 'sees', ''], rows)}${more}`
}
