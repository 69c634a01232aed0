/** Who makes the request that is being answered. Handlers far below ask here, so that none can forget to pass it on. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Role } from '@jobrun/contracts/operators'

export interface Caller {
  /** null: whoever holds ADMIN_API_KEY; it has no name. */
  id: string | null
  name: string
  role: Role
  /** Whom they may see; null: every client. */
  clientIds: readonly string[] | null
  /** The browser's session that asks. */
  sessionId: string | null
}

export const holderOfTheKey: Caller = { id: null, name: 'admin-key', role: 'admin', clientIds: null, sessionId: null }

const current = new AsyncLocalStorage<Caller>()

export function asCaller<T>(caller: Caller, answer: () => Promise<T>): Promise<T> {
  return current.run(caller, answer)
}

export function callerNow(): Caller {
  const caller = current.getStore()
  if (!caller) throw new Error('nobody is known to ask: this runs outside of a guarded route')
  return caller
}
