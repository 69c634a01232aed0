/** What the monitor found, and having it look now. */
import * as contract from '@jobrun/contracts/monitor'
import { readSilence } from '@jobrun/db/monitor/alerts'
import { listOpenKeys } from '@jobrun/db/monitor/incidents'
import { lastRun, type MonitorRun } from '@jobrun/db/monitor/runs'
import type { Pool } from '@jobrun/db/pool'
import { type ContractRoute, on } from '../http/contract-route.ts'

export interface MonitorRoutesDeps {
  pool: Pool
  now: () => Date
  runMonitor: () => Promise<MonitorRun>
}

export function monitorRoutes({ pool, now, runMonitor }: MonitorRoutesDeps): ContractRoute[] {
  return [
    on(contract.getMonitor, async () => {
      const [run, open, silencedUntil] = await Promise.all([
        lastRun(pool),
        listOpenKeys(pool),
        readSilence(pool, now()),
      ])
      return { lastRun: run, openIncidents: open.length, silencedUntil }
    }),
    on(contract.runMonitorNow, () => runMonitor()),
  ]
}
