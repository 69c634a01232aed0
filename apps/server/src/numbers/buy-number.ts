/**
 * Buys a number for an owner who has paid and waits, where none is free. Buying has no idempotency key, so each is bought
 * under a label that names its client: one that was bought and not written down is found by it, and taken.
 */

import { addToPool, countFree, findWaitingForNumber } from '@jobrun/db/numbers/pool-rows'
import type { Pool } from '@jobrun/db/pool'
import type { AlertType } from '@jobrun/domain/monitor/alert-types'
import { type NumberDesk, setupAt } from '@jobrun/domain/numbers/number-desk'
import type { Region } from '@jobrun/domain/region'

export interface BuyDeps {
  pool: Pool
  desk: Pick<NumberDesk, 'list' | 'forSale' | 'buy'>
  publicBaseUrl: string
  alert: (type: AlertType, subject: string, words: string) => Promise<void>
  now: () => Date
}

/** At most one for each who waits, and one at a time. */
export function createBuyFor(deps: BuyDeps): (region: Region) => Promise<void> {
  return async (region) => {
    const now = deps.now()
    const waiting = (await findWaitingForNumber(deps.pool, now)).filter((owner) => owner.region === region)
    const lacking = waiting.slice(0, Math.max(0, waiting.length - (await countFree(deps.pool, region))))
    for (const { clientId } of lacking) {
      const problem = await buyOne(deps, { region, label: `JobRun ${clientId}`, now })
      if (problem) return deps.alert('NUMBER_PURCHASE', region, `No number could be bought in ${region}: ${problem}.`)
    }
  }
}

/** null: it is in the pool. */
async function buyOne(
  { pool, desk, publicBaseUrl }: BuyDeps,
  { region, label, now }: { region: Region; label: string; now: Date },
): Promise<string | null> {
  const owned = await desk.list()
  if (!owned.ok) return owned.detail
  const bought = owned.value.find((number) => number.label === label)
  if (bought && (await addToPool(pool, { phone: bought.phone, region, setUp: false, now }))) return null
  if (bought) return null
  const offers = await desk.forSale(region)
  if (!offers.ok) return offers.detail
  const [phone] = offers.value
  if (!phone) return 'none is for sale'
  const done = await desk.buy(phone, { label, setup: setupAt(publicBaseUrl) })
  if (!done.ok) return done.detail
  await addToPool(pool, { phone: done.value.phone, region, setUp: true, now })
  return null
}
