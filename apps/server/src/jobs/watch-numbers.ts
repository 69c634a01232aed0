/** Each minute: numbers still to be pointed at us, numbers that have rested, and owners who wait for one. */
import { countFree, findSetupsDue, findWaitingForNumber, wakeRested } from '@jobrun/db/numbers/pool-rows'
import { inTransaction, type Pool } from '@jobrun/db/pool'
import { regions } from '@jobrun/domain/region'
import { advanceOnboarding, type OnboardingDeps } from '../onboarding/advance-onboarding.ts'

export interface WatchNumbersDeps {
  pool: Pool
  onboarding: OnboardingDeps
  setUpNumber: (phone: string) => Promise<void>
  now: () => Date
}

export async function watchNumbers({ pool, onboarding, setUpNumber, now }: WatchNumbersDeps): Promise<void> {
  const at = now()
  await wakeRested(pool, at)
  await servePatientOwners({ pool, onboarding }, at)
  for (const { phone } of await findSetupsDue(pool, at)) await setUpNumber(phone)
}

/** The longest first, as long as there are numbers; the machine takes one and tells them. */
async function servePatientOwners({ pool, onboarding }: Pick<WatchNumbersDeps, 'pool' | 'onboarding'>, now: Date) {
  const waiting = await findWaitingForNumber(pool, now)
  for (const region of regions) {
    const theirs = waiting.filter((owner) => owner.region === region)
    if (theirs.length === 0) continue
    for (const { clientId } of theirs.slice(0, await countFree(pool, region))) {
      const event = { kind: 'payment-changed', paid: true } as const
      const key = `pool:${now.toISOString()}`
      await inTransaction(pool, (tx) => advanceOnboarding(tx, onboarding, { clientId, event, key, now }))
    }
  }
}
