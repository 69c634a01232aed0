/** Each minute: numbers that have rested, owners who wait for one, and numbers still to be pointed at us. */
import { findSetupsDue, wakeRested } from '@jobrun/db/numbers/pool-rows'
import { type ServeWaitingDeps, serveWaiting } from '../numbers/serve-waiting.ts'

export interface WatchNumbersDeps extends ServeWaitingDeps {
  setUpNumber: (phone: string) => Promise<void>
}

export async function watchNumbers(deps: WatchNumbersDeps): Promise<void> {
  await wakeRested(deps.pool, deps.now())
  await serveWaiting(deps)
  for (const { phone } of await findSetupsDue(deps.pool, deps.now())) await deps.setUpNumber(phone)
}
