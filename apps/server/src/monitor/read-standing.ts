/** What is not in our tables: configuration, migrations, and where Twilio sends the texts of our own number. */
import { incoherences, onboardingProblem } from '@jobrun/domain/monitor/coherence'
import type { Facts } from '@jobrun/domain/monitor/facts'
import type { NumberDesk } from '@jobrun/domain/numbers/number-desk'
import type { OurEnds } from '../outbox/told-messages.ts'

export interface StandingDeps extends OurEnds {
  publicBaseUrl: string
  migrations: () => Promise<{ pending: readonly string[]; problem?: string | undefined }>
  desk: Pick<NumberDesk, 'find'>
}

export function readStanding(deps: StandingDeps): () => Promise<Facts['standing']> {
  const { publicBaseUrl, systemNumber } = deps
  return async () => {
    const [{ pending, problem }, found] = await Promise.all([deps.migrations(), deps.desk.find(systemNumber)])
    const notApplied =
      pending.length > 0 ? `${pending.length} migrations are not applied: run npm run db:deploy.` : null
    return {
      migrations: problem ?? notApplied,
      onboardingNumber: onboardingProblem(systemNumber, found, publicBaseUrl),
      configuration: incoherences(deps),
    }
  }
}
