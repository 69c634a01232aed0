/**
 * Whole tables, read a page at a time by keyset: neither a transaction nor a connection is held while somebody with a
 * slow line downloads, and what is in memory does not grow with the file.
 */
import type { Db } from '../pool.ts'

export interface ExportOf {
  /** null: everybody's. */
  clientIds: readonly string[] | null
  from: Date | null
  to: Date | null
}

const PAGE = 1_000
const CONVERSATIONS_AT_ONCE = 100

export interface SaidRow {
  client_id: string | null
  conversation_id: string
  our_number: string
  phone: string
  kind: 'in' | 'out' | 'call'
  at: Date
  id: string
  words: string | null
  media: string | null
  purpose: string | null
  state: string | null
  delivery: string | null
  error_code: number | null
  sid: string | null
}

const conversations = `
select id from conversations where ($1::uuid[] is null or client_id = any ($1)) and ($2::uuid is null or id > $2) order by id limit ${CONVERSATIONS_AT_ONCE}`

const said = `
select c.client_id, c.our_number, c.phone, s.* from (
 select conversation_id, 'in' as kind, received_at as at, id, body as words,
  (select string_agg(m->>'url', ' ') from jsonb_array_elements(media) m) as media, null as purpose, state, null as delivery, null::int as error_code, message_sid as sid
 from inbound_messages where conversation_id = any ($1::uuid[])
 union all
 select conversation_id, 'out', created_at, id, body, null, purpose, state, delivery_status, error_code, twilio_sid
 from outbox where conversation_id = any ($1::uuid[])
 union all
 select conversation_id, 'call', started_at, id, transcription, recording_url, kind, status, null, null, call_sid
 from calls where conversation_id = any ($1::uuid[])) s
join conversations c on c.id = s.conversation_id
where ($2::uuid is null or (s.conversation_id, s.at, s.id) > ($2::uuid, $3::timestamptz, $4::uuid))
 and ($5::timestamptz is null or s.at >= $5) and ($6::timestamptz is null or s.at < $6)
order by s.conversation_id, s.at, s.id limit ${PAGE}`

/** Conversation by conversation, each from its beginning. */
export async function* everythingSaid(db: Db, of: ExportOf): AsyncGenerator<SaidRow[]> {
  let before: string | null = null
  for (;;) {
    const { rows }: { rows: { id: string }[] } = await db.query<{ id: string }>({
      text: conversations,
      values: [of.clientIds, before],
    })
    if (rows.length > 0)
      yield* saidIn(
        db,
        of,
        rows.map(({ id }) => id),
      )
    if (rows.length < CONVERSATIONS_AT_ONCE) return
    before = rows.at(-1)?.id ?? null
  }
}

async function* saidIn(db: Db, of: ExportOf, ids: readonly string[]): AsyncGenerator<SaidRow[]> {
  let last: SaidRow | undefined
  do {
    const after = [last?.conversation_id ?? null, last?.at ?? null, last?.id ?? null]
    const { rows }: { rows: SaidRow[] } = await db.query<SaidRow>({
      text: said,
      values: [ids, ...after, of.from, of.to],
    })
    if (rows.length > 0) yield rows
    last = rows.length === PAGE ? rows.at(-1) : undefined
  } while (last)
}

export interface LeadExportRow {
  id: string
  client_id: string
  conversation_id: string
  phone: string
  state: string
  job_type: string | null
  urgency: string | null
  location: string | null
  requested_time: string | null
  name: string | null
  extra_details: string | null
  handed_over: boolean
  opened_at: Date
  last_text_at: Date
  link_sent_at: Date | null
  alerted_at: Date | null
  closed_at: Date | null
}

/** Client by client, as the index has them. */
const leads = `
select l.id, l.client_id, l.conversation_id, c.phone, l.state, l.job_type, l.urgency, l.location, l.requested_time, l.name, l.extra_details, l.handed_over,
 l.opened_at, l.last_text_at, l.link_sent_at, l.alerted_at, l.closed_at
from leads l join conversations c on c.id = l.conversation_id
where ($1::uuid[] is null or l.client_id = any ($1)) and ($2::uuid is null or (l.client_id, l.opened_at, l.id) > ($2::uuid, $3::timestamptz, $4::uuid))
 and ($5::timestamptz is null or l.opened_at >= $5) and ($6::timestamptz is null or l.opened_at < $6)
order by l.client_id, l.opened_at, l.id limit ${PAGE}`

export async function* everyLead(db: Db, of: ExportOf): AsyncGenerator<LeadExportRow[]> {
  let last: LeadExportRow | undefined
  do {
    const after = [last?.client_id ?? null, last?.opened_at ?? null, last?.id ?? null]
    const { rows }: { rows: LeadExportRow[] } = await db.query<LeadExportRow>({
      text: leads,
      values: [of.clientIds, ...after, of.from, of.to],
    })
    if (rows.length > 0) yield rows
    last = rows.length === PAGE ? rows.at(-1) : undefined
  } while (last)
}
