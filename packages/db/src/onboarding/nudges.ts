import type { Db } from '../pool.ts'

const MOST = 200

/** Owners who are to be reminded now, longest due first. Whoever wants no more texts is left in peace. */
export async function findNudgesDue(db: Db, now: Date): Promise<{ clientId: string; nudgeAt: Date }[]> {
  const { rows } = await db.query<{ clientId: string; nudgeAt: Date }>({
    name: 'find-nudges-due',
    text: `
select s.client_id as "clientId", s.nudge_at as "nudgeAt" from onboarding_states s join clients c on c.id = s.client_id
where s.nudge_at <= $1 and not exists (select 1 from opt_outs o where o.phone = c.phone_number and o.client_id is null and o.opted_out)
order by s.nudge_at limit ${MOST}`,
    values: [now],
  })
  return rows
}
