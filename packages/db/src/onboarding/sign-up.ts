/** A client begins with its owner's first text: one per phone, also under two texts at once. */
import type { Region } from '@jobrun/domain/region'
import type { Tx } from '../pool.ts'

export interface Owned {
  id: string
  state: string | null
  /** Its switch against AI. */
  aiDisabled: { on: boolean; until: Date | null }
}

interface Row {
  id: string
  state: string | null
  ai_disabled: boolean
  ai_disabled_until: Date | null
}

const owned = `
select c.id, s.current_state as state, c.ai_disabled, c.ai_disabled_until
from clients c left join onboarding_states s on s.client_id = c.id where c.phone_number = $1`

/** The client whose owner rings from that phone. */
export async function findOwned(tx: Pick<Tx, 'query'>, phone: string): Promise<Owned | null> {
  const { rows } = await tx.query<Row>({ name: 'find-owned', text: owned, values: [phone] })
  const [row] = rows
  return row
    ? { id: row.id, state: row.state, aiDisabled: { on: row.ai_disabled, until: row.ai_disabled_until } }
    : null
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
