import type { Db } from './pool.ts'

const statement = `
insert into twilio_number_pool (phone_e164, role, status) values ($1, $2, 'ASSIGNED')
on conflict (phone_e164) do update set role = excluded.role, status = 'ASSIGNED' where twilio_number_pool.role <> excluded.role`

/** Our own numbers are known by their role from the start; a client's number is never taken for one of ours. */
export async function registerOwnNumber(db: Db, phone: string, role: 'ONBOARDING' | 'SYSTEM'): Promise<void> {
  await db.query({ name: 'register-number', text: statement, values: [phone, role] })
}
