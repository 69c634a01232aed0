import type { Db } from '../pool.ts'

/** Where a client's owner is written to. */
export async function readOwnerPhone(db: Db, clientId: string): Promise<string | null> {
  const text = 'select phone_number from clients where id = $1'
  const { rows } = await db.query<{ phone_number: string }>({ name: 'read-owner-phone', text, values: [clientId] })
  return rows[0]?.phone_number ?? null
}
