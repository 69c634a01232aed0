/**
 * Who runs a periodic task now. A dead holder's lease ends by itself; ages are by the database's clock. One that ends in
 * more than five minutes was taken before that clock was set back.
 */
import type { Db } from './pool.ts'

const statement = `
insert into leases as l (name, holder, expires_at) values ($1, $2, now() + $3 * interval '1 second')
on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at where l.holder = excluded.holder or l.expires_at < now() or l.expires_at > now() + interval '5 minutes'
returning holder`

export async function takeLease(db: Db, lease: { name: string; holder: string; seconds: number }): Promise<boolean> {
  const values = [lease.name, lease.holder, lease.seconds]
  return (await db.query({ name: 'take-lease', text: statement, values })).rowCount === 1
}

/**
 * Gives it back early, so that a successor need not wait; but for `restSeconds` nobody else has it, since the clocks of
 * others may bring them to the same tick a moment later.
 */
export async function endLease(db: Db, lease: { name: string; holder: string; restSeconds: number }): Promise<void> {
  const text = `update leases set expires_at = least(expires_at, now() + $3 * interval '1 second') where name = $1 and holder = $2`
  await db.query({ name: 'end-lease', text, values: [lease.name, lease.holder, lease.restSeconds] })
}
