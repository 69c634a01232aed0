/** Whose a thing is, for operators who see only some clients. */
import type { Pool } from '../pool.ts'

const byId = (table: string) => `select client_id as "clientId" from ${table} where id = $1::uuid`

const statements = {
  alerts: `select client_id as "clientId" from incidents where id::text = $1 or number::text = $1`,
  conversations: byId('conversations'),
  held: byId('outbox'),
  'ignored-numbers': byId('ignored_numbers'),
  leads: byId('leads'),
  messages: `select client_id as "clientId" from inbound_messages where message_sid = $1
    union all select client_id from outbox where twilio_sid = $1`,
  'opt-outs': byId('opt_outs'),
  turns: byId('turns'),
} as const

/** null: nobody's, or there is no such thing. */
export async function clientOf(pool: Pool, thing: keyof typeof statements, id: string): Promise<string | null> {
  const { rows } = await pool.query<{ clientId: string | null }>(statements[thing], [id])
  return rows[0]?.clientId ?? null
}
