import type { Place } from '@jobrun/domain/outbox/quiet-hours'
import type { Db } from '../pool.ts'

/** Where a client's owner is written to, and where they are. */
export async function readOwner(db: Db, clientId: string): Promise<{ phone: string; place: Place } | null> {
  const text = 'select phone_number as phone, timezone, region from clients where id = $1'
  const { rows } = await db.query<{ phone: string } & Place>({ name: 'read-owner', text, values: [clientId] })
  const [row] = rows
  return row ? { phone: row.phone, place: { timezone: row.timezone, region: row.region } } : null
}
