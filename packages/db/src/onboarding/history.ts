import type { Move } from '@jobrun/domain/onboarding/standing'
import type { Db } from '../pool.ts'

const MOST = 100

export interface PastEvent {
  at: Date
  kind: string
  fromState: string
  toState: string
  moves: Move[]
  outcome: string
}

/** What happened to an onboarding, the latest first. */
export async function readOnboardingHistory(db: Db, clientId: string): Promise<PastEvent[]> {
  const { rows } = await db.query<PastEvent>({
    name: 'read-onboarding-history',
    text: `
select created_at as at, kind, from_state as "fromState", to_state as "toState", moves, outcome from onboarding_events
where client_id = $1 order by created_at desc, id desc limit ${MOST}`,
    values: [clientId],
  })
  return rows
}
