/** Who did it, for the audit log. */
import type { By } from '@jobrun/db/operator/audit'

/** Whoever holds the one key; people have no names here yet. */
const ACTOR = 'admin-key'

export function byKey<Reason extends string | null>(reason: Reason, now: Date): By & { reason: Reason } {
  return { actor: ACTOR, reason, now }
}
