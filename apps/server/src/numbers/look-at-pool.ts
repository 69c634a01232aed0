/** After a number was taken, or none was there: founder told of a pool that runs dry, and a number bought where we may. */
import { keepSeen, lockAlerts } from '@jobrun/db/monitor/incidents'
import { countFree } from '@jobrun/db/numbers/pool-rows'
import { inTransaction, type Pool } from '@jobrun/db/pool'
import { severityOf } from '@jobrun/domain/monitor/alert-types'
import { poolFinding } from '@jobrun/domain/monitor/checks/service'
import type { Region } from '@jobrun/domain/region'

export interface LookAtPoolDeps {
  pool: Pool
  /** null: numbers are bought by hand. */
  buyFor: ((region: Region) => Promise<void>) | null
  now: () => Date
}

/** As the monitor will find it too, within five minutes; a paid owner waits no longer than needed. */
export function createLookAtPool({ pool, buyFor, now }: LookAtPoolDeps): (region: string) => Promise<void> {
  return async (subject) => {
    const region = subject as Region
    await buyFor?.(region)
    const found = poolFinding({ region, available: await countFree(pool, region), waiting: 0 })
    const seen = found.map((finding) => ({ ...finding, severity: severityOf(finding.type) }))
    await inTransaction(pool, async (tx) => {
      await lockAlerts(tx)
      await keepSeen(tx, seen, now())
    })
  }
}
