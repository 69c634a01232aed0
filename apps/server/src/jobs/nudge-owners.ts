/** Reminds owners who have not answered: once a state has lasted its usual time, once a day later, by day, then no more. */
import { findNudgesDue } from '@jobrun/db/onboarding/nudges'
import { inTransaction, type Pool } from '@jobrun/db/pool'
import { advanceOnboarding, type OnboardingDeps } from '../onboarding/advance-onboarding.ts'

export interface NudgeDeps {
  pool: Pool
  onboarding: OnboardingDeps
  now: () => Date
}

export async function nudgeOwners({ pool, onboarding, now }: NudgeDeps): Promise<void> {
  const at = now()
  for (const { clientId, nudgeAt } of await findNudgesDue(pool, at)) {
    const happened = { clientId, event: { kind: 'nudge-due' }, key: `nudge:${nudgeAt.toISOString()}`, now: at } as const
    await inTransaction(pool, (tx) => advanceOnboarding(tx, onboarding, happened))
  }
}
