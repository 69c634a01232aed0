/** Reads Stripe's own list of events since the last time, and a little before: what never reached us comes in like any other. */
import { moveMark, readMarkOf } from '@jobrun/db/path/catch-up'
import type { Pool } from '@jobrun/db/pool'
import type { Till, ToldEvent } from '@jobrun/domain/billing/till'

export interface CatchUpPaymentsDeps {
  pool: Pool
  till: Pick<Till, 'eventsSince'>
  keepEvent: (event: ToldEvent) => Promise<boolean>
  now: () => Date
}

const MARK = 'stripe-events'
const OVERLAP_MS = 15 * 60_000
const FIRST_MS = 24 * 3_600_000

export async function catchUpPayments({ pool, till, keepEvent, now }: CatchUpPaymentsDeps): Promise<void> {
  const at = now()
  const mark = await readMarkOf(pool, MARK)
  const since = new Date(mark ? mark.getTime() - OVERLAP_MS : at.getTime() - FIRST_MS)
  const told = await till.eventsSince(since)
  if (!told.ok) throw new Error(`Stripe’s events could not be listed: ${told.detail}`)
  for (const event of told.value) await keepEvent(event)
  await moveMark(pool, MARK, at)
}
