/** What changed lately, of everybody: one question over five indexes by time, however many consoles want to know. */
import type { Pool } from '../pool.ts'

export interface LiveChange {
  kind: 'text' | 'turn' | 'message' | 'incident' | 'change'
  /** Names the change: a conversation's latest text, a turn, a message … */
  key: string
  at: Date
  clientId: string | null
  conversationId: string | null
  subject: string | null
}

const changes = (most: string) => `
(select 'text' as kind, 'text ' || id || last_text_at as key, last_text_at as at, client_id as "clientId", id as "conversationId", null as subject
 from conversations where last_text_at >= $1 order by last_text_at limit ${most})
union all
(select 'turn', 'turn ' || id, created_at, client_id, conversation_id, null from turns where created_at >= $1 order by created_at limit ${most})
union all
(select 'message', 'message ' || id, created_at, client_id, conversation_id, null from outbox where created_at >= $1 order by created_at limit ${most})
union all
(select 'incident', 'incident ' || id, opened_at, client_id, null, null from incidents where opened_at >= $1 order by opened_at limit ${most})
union all
(select 'change', 'change ' || id, created_at, client_id, null, subject_type from audit_log where created_at >= $1 order by created_at limit ${most})`

/** Those since a moment, at most `most` of each kind. */
export async function readLiveChanges(pool: Pool, since: Date, most: number): Promise<LiveChange[]> {
  const { rows } = await pool.query<LiveChange>({ name: 'live-changes', text: changes('$2'), values: [since, most] })
  return rows
}
