/** An operator's word on payment and numbers: the same machine hears of it, and the audit log says who and why. */
import { randomUUID } from 'node:crypto'
import * as contract from '@jobrun/contracts/onboarding'
import { keepBillingStanding, lockBilling } from '@jobrun/db/billing/billing-rows'
import { releaseNumber } from '@jobrun/db/numbers/pool-rows'
import { readStanding } from '@jobrun/db/onboarding/standing'
import { auditAll, type Change } from '@jobrun/db/operator/audit'
import { inTransaction, type Pool, type Tx } from '@jobrun/db/pool'
import type { OnboardingEvent } from '@jobrun/domain/onboarding/standing'
import type { Region } from '@jobrun/domain/region'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { Refusal, refuse } from '../http/problem.ts'
import { advanceOnboarding, type OnboardingDeps } from '../onboarding/advance-onboarding.ts'
import { byCaller } from './by.ts'
import { refuseUnknownClient } from './conflict-words.ts'
import { showOnboarding } from './onboarding-routes.ts'

export interface MoneyRouteDeps {
  pool: Pool
  onboarding: OnboardingDeps
  now: () => Date
}

interface Act {
  clientId: string
  action: string
  reason: string
}
type Done = Pick<Change, 'before' | 'after'> & { event: OnboardingEvent }

export function moneyRoutes(deps: MoneyRouteDeps): ContractRoute[] {
  return [
    on(contract.recordPayment, ({ params, body: { active, reason } }) =>
      act(deps, { clientId: params.id, action: 'payment.record', reason }, (tx, now) =>
        record(tx, params.id, { active, now }),
      ),
    ),
    on(contract.allocateClientNumber, ({ params, body: { phoneE164, reason } }) =>
      act(deps, { clientId: params.id, action: 'number.allocate', reason }, (tx, now) =>
        allocate(tx, deps, { clientId: params.id, phone: phoneE164 ?? null, now }),
      ),
    ),
    on(contract.releaseClientNumber, ({ params, body: { reason } }) =>
      act(deps, { clientId: params.id, action: 'number.release', reason }, (tx, now) => release(tx, params.id, now)),
    ),
  ]
}

/** What was done, its event and its audit row are kept together. */
async function act(
  deps: MoneyRouteDeps,
  { clientId, action, reason }: Act,
  work: (tx: Tx, now: Date) => Promise<Done | Refusal>,
) {
  const now = deps.now()
  const because = await inTransaction(deps.pool, async (tx, rollback) => {
    if (!(await lockBilling(tx, clientId))) return refuseUnknownClient(clientId)
    const done = await work(tx, now)
    if (done instanceof Refusal) {
      rollback()
      return done
    }
    const { event, ...change } = done
    await advanceOnboarding(tx, deps.onboarding, { clientId, event, key: `operator:${randomUUID()}`, now })
    const about = { action, subjectType: 'client', subjectId: clientId, clientId }
    await auditAll(tx, byCaller(reason, now), [{ ...about, ...change }])
    return null
  })
  return because ?? showOnboarding(deps, clientId)
}

async function record(tx: Tx, clientId: string, { active, now }: { active: boolean; now: Date }): Promise<Done> {
  const standing = (await lockBilling(tx, clientId))?.standing
  const unpaidSince = active ? null : (standing?.unpaidSince ?? (standing?.paymentActive ? now : null))
  const state = active ? 'ACTIVE' : 'SUSPENDED'
  await keepBillingStanding(tx, {
    clientId,
    standing: { state, paymentActive: active, graceUntil: null, unpaidSince },
    now,
  })
  return {
    event: { kind: 'payment-changed', paid: active, isNew: active !== standing?.paymentActive },
    before: { paymentActive: standing?.paymentActive ?? null, billingState: standing?.state ?? null },
    after: { paymentActive: active, billingState: state },
  }
}

async function allocate(
  tx: Tx,
  { onboarding }: MoneyRouteDeps,
  { clientId, phone, now }: { clientId: string; phone: string | null; now: Date },
): Promise<Done | Refusal> {
  const row = await lockBilling(tx, clientId)
  const has = (await readStanding(tx, clientId, now))?.standing.ownNumber ?? null
  if (has) return refuse(409, `The client has ${has} already: release it first.`)
  const region = (row?.region ?? 'GB') as Region
  const number = await onboarding.allocateNumber(tx, { clientId, region, phone, now })
  if (!number)
    return refuse(
      409,
      `${phone ?? 'No number'} is ${phone ? 'not ' : ''}free in ${region}: GET /api/admin/numbers shows the pool.`,
    )
  return {
    event: { kind: 'number-allocated', number },
    before: { twilioNumber: null },
    after: { twilioNumber: number },
  }
}

async function release(tx: Tx, clientId: string, now: Date): Promise<Done | Refusal> {
  const number = (await readStanding(tx, clientId, now))?.standing.ownNumber ?? null
  if (!number) return refuse(409, 'The client has no number.')
  await releaseNumber(tx, { clientId, now })
  return { event: { kind: 'number-released' }, before: { twilioNumber: number }, after: { twilioNumber: null } }
}
