/** Numbers that take no texts, by the carrier's word. A text that comes from one ends it: that is part of taking it in. */
import type { Db } from '../pool.ts'

const mark = `
insert into unreachable_numbers (phone, reason, error_code) values ($1, $2, $3) on conflict (phone) do nothing`

/** Once marked it stays as it was first marked. */
export async function markUnreachable(
  db: Db,
  { phone, reason, errorCode }: { phone: string; reason: string; errorCode: number | null },
): Promise<void> {
  await db.query({ name: 'mark-unreachable', text: mark, values: [phone, reason, errorCode] })
}
