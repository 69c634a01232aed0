/** Whether the AI is off for everybody because the monitor turned it off, and nobody has touched that since. */
import type { Db } from '../pool.ts'

export const MONITOR = 'monitor'

const statement = `
select (select created_at from switch_log where client_id is null and switch = 'aiDisabled' and to_value and not from_value
 order by created_at desc, id desc limit 1) as since
from fleet_switches f
where f.id = 1 and f.ai_disabled and (f.ai_disabled_until is null or f.ai_disabled_until > $1)
 and (select actor from switch_log where client_id is null and switch = 'aiDisabled' order by created_at desc, id desc limit 1) = '${MONITOR}'`

export async function readAiOffSince(db: Db, now: Date): Promise<Date | null> {
  return (
    (await db.query<{ since: Date | null }>({ name: 'ai-off-since', text: statement, values: [now] })).rows[0]?.since ??
    null
  )
}
