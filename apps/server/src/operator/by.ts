/** Who did it, for the audit log. */
import type { By } from '@jobrun/db/operator/audit'
import { callerNow } from './caller.ts'

export function byCaller<Reason extends string | null>(reason: Reason, now: Date): By & { reason: Reason } {
  const { id, name } = callerNow()
  return { actor: name, actorId: id, reason, now }
}
