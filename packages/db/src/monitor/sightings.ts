/** What each process saw of the services that we depend on, written down every few seconds. */
import type { AiSpell } from '@jobrun/domain/monitor/ai-spells'
import type { Seen } from '@jobrun/domain/monitor/facts'
import { storable } from '../path/storable.ts'
import type { Db } from '../pool.ts'

const keep = `
with seen as (
 insert into services_seen as s (name, ok_at, failed_at, detail)
 select name, "okAt", "failedAt", detail from jsonb_to_recordset($1::jsonb) as n(name text, "okAt" timestamptz, "failedAt" timestamptz, detail text) order by name
 on conflict (name) do update set ok_at = greatest(s.ok_at, excluded.ok_at), failed_at = greatest(s.failed_at, excluded.failed_at),
  detail = case when excluded.failed_at is not null then excluded.detail else s.detail end),
 old as (delete from ai_spells where ended_at < now() - interval '2 days')
insert into ai_spells (ended_at, asked, failed, at_the_end, why)
select "endedAt", asked, failed, "atTheEnd", why from jsonb_to_recordset($2::jsonb) as n("endedAt" timestamptz, asked int, failed int, "atTheEnd" int, why text)`

export async function keepSightings(db: Db, seen: readonly Seen[], spell: AiSpell | null): Promise<void> {
  if (seen.length === 0 && !spell) return
  await db.query({ name: 'keep-sightings', text: keep, values: [storable(seen), storable(spell ? [spell] : [])] })
}
