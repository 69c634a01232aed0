/**
 * Every few seconds: what became of the texts to the founder is written down, and what is due is texted. Whatever has
 * raised an incident need not know how, or whether, the founder hears of it.
 */
import { settleTexts } from '@jobrun/db/monitor/alerts'
import { anyOpen, lockAlerts } from '@jobrun/db/monitor/incidents'
import type { CopyChannel } from '@jobrun/domain/monitor/copies'
import type { Events } from '../events.ts'
import { type QueueingDeps, queueAtomically } from '../outbox/queue-atomically.ts'
import type { OurEnds } from '../outbox/told-messages.ts'
import { textFounder } from './text-founder.ts'

export interface TellFounderDeps extends QueueingDeps, OurEnds {
  /** Where alerts go besides the founder's phone. */
  copyChannels: readonly CopyChannel[]
  events: Pick<Events, 'alertSettled'>
}

export async function tellFounder(deps: TellFounderDeps): Promise<void> {
  const now = deps.now()
  await recordOutcomes(deps, now)
  if (!(await anyOpen(deps.pool))) return
  await queueAtomically(deps, async (tx) => {
    await lockAlerts(tx)
    return textFounder(tx, deps, now)
  })
}

/** A text that came to nothing is printed in full: the log is then the only one who tells. */
export async function recordOutcomes(deps: TellFounderDeps, now: Date): Promise<void> {
  const byMail = deps.copyChannels.filter((channel) => channel === 'email')
  for (const alert of await settleTexts(deps.pool, byMail, now)) deps.events.alertSettled(alert)
}
