/** What kind of line a number is, kept once it is known: each question costs, and numbers seldom change their kind. */
import type { Db } from '../pool.ts'

const read = `select line_type as "lineType" from phone_lines where phone = $1 and looked_up_at > $2::timestamptz - interval '90 days'`

export async function readLineType(db: Db, phone: string, now: Date): Promise<string | null> {
  const { rows } = await db.query<{ lineType: string }>({ name: 'read-line-type', text: read, values: [phone, now] })
  return rows[0]?.lineType ?? null
}

const keep = `
insert into phone_lines (phone, line_type, looked_up_at) values ($1, $2, $3)
on conflict (phone) do update set line_type = excluded.line_type, looked_up_at = excluded.looked_up_at`

export async function keepLineType(db: Db, of: { phone: string; lineType: string; now: Date }): Promise<void> {
  await db.query({ name: 'keep-line-type', text: keep, values: [of.phone, of.lineType, of.now] })
}
