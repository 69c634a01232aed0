/** Owners who have paid and wait for a number, the longest first, as long as there are numbers; the machine tells them. */
import { countFree, findWaitingForNumber } from '@jobrun/db/numbers/pool-rows'
import { inTransaction, type Pool } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import { regions } from '@jobrun/domain/region'
import { advanceOnboarding, type OnboardingDeps } from '../onboarding/advance-onboarding.ts'

export interface ServeWaitingDeps {
  pool: Pool
  queue: Pick<Queue, 'wake'>
  onboarding: OnboardingDeps
  now: () => Date
}

export async function serveWaiting({ pool, queue, onboarding, now }: ServeWaitingDeps): Promise<void> {
  const at = now()
  const waiting = await findWaitingForNumber(pool, at)
  for (const region of regions) {
    const theirs = waiting.filter((owner) => owner.region === region)
    if (theirs.length === 0) continue
    for (const { clientId } of theirs.slice(0, await countFree(pool, region))) {
      const event = { kind: 'payment-changed', paid: true } as const
      const key = `pool:${at.toISOString()}`
      await inTransaction(pool, (tx) => advanceOnboarding(tx, onboarding, { clientId, event, key, now: at }))
      queue.wake('deliver', at, at)
    }
  }
}
