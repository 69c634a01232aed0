/** An operator's hand in a sign-up: one event to the same machine as everybody's, with its row in the audit log. */
import { randomUUID } from 'node:crypto'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as contract from '@jobrun/contracts/onboarding'
import { readOnboardingHistory } from '@jobrun/db/onboarding/history'
import { readStanding } from '@jobrun/db/onboarding/standing'
import { auditAll } from '@jobrun/db/operator/audit'
import { inTransaction, type Pool } from '@jobrun/db/pool'
import type { OperatorsAct, Standing } from '@jobrun/domain/onboarding/standing'
import { stateFacts, transitions } from '@jobrun/domain/onboarding/states'
import { missing } from '@jobrun/domain/onboarding/walk'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { type Refusal, refuse } from '../http/problem.ts'
import { advanceOnboarding, type OnboardingDeps } from '../onboarding/advance-onboarding.ts'
import { byCaller } from './by.ts'
import { refuseUnknownClient } from './conflict-words.ts'

export interface OnboardingRouteDeps {
  pool: Pool
  onboarding: OnboardingDeps
  now: () => Date
}

type Shown = OutputOf<typeof contract.getOnboarding>

interface Act {
  act: OperatorsAct
  force?: boolean
  reason: string
}

export function onboardingRoutes(deps: OnboardingRouteDeps): ContractRoute[] {
  const doing =
    (act: OperatorsAct) =>
    ({ params, body }: { params: { id: string }; body: { reason: string } }) =>
      perform(deps, params.id, { act, reason: body.reason })
  return [
    on(contract.getOnboarding, ({ params }) => showOnboarding(deps, params.id)),
    on(contract.advanceOnboarding, doing('advance')),
    on(contract.backOnboarding, doing('back')),
    on(contract.restartOnboarding, doing('restart')),
    on(contract.completeOnboarding, async ({ params, body }) => {
      if (body.force && body.confirmClientId !== params.id)
        return refuse(409, 'confirmClientId names another client than the address: nothing was changed.')
      return perform(deps, params.id, { act: 'complete', force: body.force ?? false, reason: body.reason })
    }),
    on(contract.resendQuestion, doing('resend')),
    on(contract.confirmTestCall, doing('confirm-test-call')),
  ]
}

async function perform(deps: OnboardingRouteDeps, clientId: string, { act, force = false, reason }: Act) {
  const now = deps.now()
  const because = await inTransaction(deps.pool, async (tx): Promise<Refusal | null> => {
    const before = await readStanding(tx, clientId, now)
    const event = { kind: 'operator', act, force } as const
    const taken = await advanceOnboarding(tx, deps.onboarding, {
      clientId,
      event,
      key: `operator:${randomUUID()}`,
      now,
    })
    if (!taken) return refuseUnknownClient(clientId)
    if (taken.refused !== null) return refuse(409, taken.refused)
    const change = {
      action: `onboarding.${act}`,
      subjectType: 'client',
      subjectId: clientId,
      clientId,
      before: { currentState: before?.standing.state ?? null },
      after: { currentState: taken.standing.state, ...(force ? { force } : {}) },
    }
    await auditAll(tx, byCaller(reason, now), [change])
    return null
  })
  return because ?? showOnboarding(deps, clientId)
}

export async function showOnboarding(
  { pool, now }: Pick<OnboardingRouteDeps, 'pool' | 'now'>,
  clientId: string,
): Promise<Shown | Refusal> {
  const read = await readStanding(pool, clientId, now())
  if (!read) return refuseUnknownClient(clientId)
  return { clientId, ...shown(read.standing), history: await readOnboardingHistory(pool, clientId) }
}

function shown(standing: Standing): Omit<Shown, 'clientId' | 'history'> {
  const { state, enteredAt, completedAt, collected, paid, ownNumber, rejections, handedOver, nudgeAt } = standing
  return {
    currentState: state,
    stateEnteredAt: enteredAt,
    completedAt,
    collected,
    paid,
    twilioNumber: ownNumber,
    missing: missing(standing),
    asks: stateFacts[state].asks,
    next: transitions.filter(({ from }) => from === state).map(({ by, to }) => ({ by, to })),
    rejections,
    handedOver,
    nudgeAt,
  }
}
