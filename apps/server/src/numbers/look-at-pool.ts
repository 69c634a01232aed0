/** After a number was taken, or none was there: a number is bought where we may, else the founder told of a pool that runs dry. */
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
  serveWaiting: () => Promise<void>
  now: () => Date
}

/** As the monitor will find it too, within five minutes; a paid owner waits no longer than needed. */
export function createLookAtPool(deps: LookAtPoolDeps): (region: string) => Promise<void> {
  return async (subject) => {
    const region = subject as Region
    if (deps.buyFor) {
      await deps.buyFor(region)
      return deps.serveWaiting()
    }
    const found = poolFinding({ region, available: await countFree(deps.pool, region), waiting: 0 })
    const seen = found.map((finding) => ({ ...finding, severity: severityOf(finding.type) }))
    await inTransaction(deps.pool, async (tx) => {
      await lockAlerts(tx)
      await keepSeen(tx, seen, deps.now())
    })
  }
}
