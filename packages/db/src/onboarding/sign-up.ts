/** A client begins with its owner's first text: one per phone, also under two texts at once. */
import type { Region } from '@jobrun/domain/region'
import type { Tx } from '../pool.ts'

const owned = `
select c.id, s.current_state as state from clients c left join onboarding_states s on s.client_id = c.id where c.phone_number = $1`

/** The client whose owner rings from that phone. */
export async function findOwned(
  tx: Pick<Tx, 'query'>,
  phone: string,
): Promise<{ id: string; state: string | null } | null> {
  const { rows } = await tx.query<{ id: string; state: string | null }>({
    name: 'find-owned',
    text: owned,
    values: [phone],
  })
  return rows[0] ?? null
}

const begin = `
with made as (
 insert into clients (business_name, phone_number, region, timezone, created_at, updated_at)
 select '', $1, $2, $3, $4, $4 where not exists (select 1 from twilio_number_pool where phone_e164 = $1)
 on conflict (phone_number) do nothing returning id),
 settings as (insert into client_settings (client_id, updated_at) select id, $4 from made),
 state as (insert into onboarding_states (client_id, state_entered_at, created_at) select id, $4, $4 from made)
select id from made`

/** Their id; of a phone that somebody began with meanwhile, that one's. null: the phone is a number of ours. */
export async function beginSignUp(
  tx: Tx,
  of: { phone: string; region: Region; timezone: string; now: Date },
): Promise<string | null> {
  const values = [of.phone, of.region, of.timezone, of.now]
  const { rows } = await tx.query<{ id: string }>({ name: 'begin-sign-up', text: begin, values })
  return rows[0]?.id ?? (await findOwned(tx, of.phone))?.id ?? null
}
