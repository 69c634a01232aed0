import type { Db } from './pool.ts'

const statement = `
insert into twilio_number_pool as n (phone_e164, role, status)
select $1, $2, 'ASSIGNED' where not exists (select 1 from clients where twilio_number = $1)
on conflict (phone_e164) do update set role = excluded.role, status = 'ASSIGNED' where n.client_id is null
returning 1`

/** Our own numbers are known by their role from the start. Throws a sentence rather than take a client's number for ours. */
export async function registerOwnNumber(db: Db, phone: string, role: 'ONBOARDING' | 'SYSTEM'): Promise<void> {
  const { rowCount } = await db.query({ name: 'register-number', text: statement, values: [phone, role] })
  if (rowCount !== 1) throw new Error(`${phone} is the number of a client: set TWILIO_NUMBER to one that is ours.`)
}
