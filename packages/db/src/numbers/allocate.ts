/**
 * A client's number out of the pool. One statement takes the oldest that is free; that a number is nobody else's, and that
 * a client has one at most, the database's unique keys guarantee.
 */
import type { Region } from '@jobrun/domain/region'
import type { Tx } from '../pool.ts'

const known = `select twilio_number as number from clients where id = $1 and twilio_number is not null`

/** A number that was put into the pool by hand may lack its country. Locked rows are others' and are passed over. */
const take = `
with free as (
 select id from twilio_number_pool where role = 'OPERATIONAL' and status = 'AVAILABLE' and client_id is null
  and coalesce(region, case when phone_e164 like '+44%' then 'GB' when phone_e164 like '+1%' then 'US' end) = $2
  and ($4::text is null or phone_e164 = $4)
 order by created_at, id limit 1 for update skip locked),
 taken as (
 update twilio_number_pool p set status = 'RESERVED', client_id = $1, region = $2, assigned_at = $3, rests_until = null,
  setup_due_at = $3, setup_tries = 0, setup_error = null, set_up_at = null
 from free where p.id = free.id returning p.phone_e164)
update clients c set twilio_number = taken.phone_e164, updated_at = $3 from taken where c.id = $1 returning c.twilio_number as number`

/** The client's lock has to be held. null: none is free. It is RESERVED until Twilio points it at us. */
export async function allocateNumber(
  tx: Tx,
  { clientId, region, phone = null, now }: { clientId: string; region: Region; phone?: string | null; now: Date },
): Promise<string | null> {
  const had = await tx.query<{ number: string }>({ name: 'number-of', text: known, values: [clientId] })
  if (had.rows[0]) return had.rows[0].number
  const { rows } = await tx.query<{ number: string }>({
    name: 'allocate-number',
    text: take,
    values: [clientId, region, now, phone],
  })
  return rows[0]?.number ?? null
}
