/** Clients whose time has run out: of grace, and of the days for which an unpaid client's number is kept. */
import { NUMBER_KEPT_DAYS } from '@jobrun/domain/billing/billing-state'
import type { Db } from '../pool.ts'

const MOST = 200

const graceOver = `
select c.id from clients c where not c.payment_active and c.grace_until <= $1 and c.unpaid_since is not null
 and not exists (select 1 from outbox o where o.dedupe_key = 'billing:' || c.id || ':grace-over:' || floor(extract(epoch from c.unpaid_since) * 1000)::bigint)
order by c.grace_until limit ${MOST}`

/** Whose grace is over, and who have not been told. */
export async function findGraceOver(db: Db, now: Date): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({ name: 'find-grace-over', text: graceOver, values: [now] })
  return rows.map(({ id }) => id)
}

const keptLong = `
select id from clients where not payment_active and twilio_number is not null
 and unpaid_since <= $1::timestamptz - interval '${NUMBER_KEPT_DAYS} days' and (grace_until is null or grace_until <= $1)
order by unpaid_since limit ${MOST}`

export async function findKeptTooLong(db: Db, now: Date): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({ name: 'find-kept-too-long', text: keptLong, values: [now] })
  return rows.map(({ id }) => id)
}
