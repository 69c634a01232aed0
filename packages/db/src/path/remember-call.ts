/**
 * What is known of a call, gathered by its CallSid from callbacks that repeat, overtake one another and may come before
 * the call itself. What is known is never unlearnt; the row stays locked until the transaction ends.
 */
import type { CallKind } from '@jobrun/domain/calls/call-texts'
import type { Tx } from '../pool.ts'

/** null: this callback does not say. */
export interface LearntOfCall {
  id: string
  callSid: string
  ourNumber: string | null
  caller: string | null
  forwardedFrom: string | null
  status: string | null
  /** -1 with no status. */
  statusRank: number
  durationSeconds: number | null
  recordingSid: string | null
  recordingUrl: string | null
  recordingSeconds: number | null
  transcriptionStatus: string | null
  transcription: string | null
  at: Date
}

export interface RememberedCall {
  id: string
  callSid: string
  clientId: string | null
  conversationId: string | null
  ourNumber: string | null
  caller: string | null
  forwardedFrom: string | null
  /** null: it has not been decided what it is. */
  kind: CallKind | null
  spoken: string | null
  recordingUrl: string | null
  recordingSeconds: number | null
  transcriptionStatus: 'completed' | 'failed' | null
  transcription: string | null
  startedAt: Date
}

const statement = `
insert into calls as c (id, call_sid, our_number, caller, forwarded_from, status, status_rank, duration_seconds, recording_sid, recording_url,
 recording_seconds, transcription_status, transcription, started_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)
on conflict (call_sid) do update set our_number = coalesce(c.our_number, excluded.our_number), caller = coalesce(c.caller, excluded.caller),
 forwarded_from = coalesce(c.forwarded_from, excluded.forwarded_from),
 status = case when excluded.status_rank > c.status_rank then excluded.status else c.status end,
 status_rank = greatest(c.status_rank, excluded.status_rank), duration_seconds = coalesce(c.duration_seconds, excluded.duration_seconds),
 recording_sid = coalesce(c.recording_sid, excluded.recording_sid), recording_url = coalesce(c.recording_url, excluded.recording_url),
 recording_seconds = coalesce(c.recording_seconds, excluded.recording_seconds),
 transcription_status = case when c.transcription is null then coalesce(excluded.transcription_status, c.transcription_status) else c.transcription_status end,
 transcription = coalesce(c.transcription, excluded.transcription), updated_at = greatest(c.updated_at, excluded.updated_at)
returning id, call_sid as "callSid", client_id as "clientId", conversation_id as "conversationId", our_number as "ourNumber", caller,
 forwarded_from as "forwardedFrom", kind, spoken, recording_url as "recordingUrl", recording_seconds as "recordingSeconds",
 transcription_status as "transcriptionStatus", transcription, started_at as "startedAt"`

export async function rememberCall(tx: Tx, learnt: LearntOfCall): Promise<RememberedCall> {
  const values = [
    learnt.id,
    learnt.callSid,
    learnt.ourNumber,
    learnt.caller,
    learnt.forwardedFrom,
    learnt.status,
    learnt.statusRank,
    learnt.durationSeconds,
    learnt.recordingSid,
    learnt.recordingUrl,
    learnt.recordingSeconds,
    learnt.transcriptionStatus,
    learnt.transcription,
    learnt.at,
  ]
  const { rows } = await tx.query<RememberedCall>({ name: 'remember-call', text: statement, values })
  const [row] = rows
  if (!row) throw new Error(`call ${learnt.callSid} was not kept`)
  return row
}

const taken = `update calls set client_id = $2, conversation_id = $3, kind = $4, spoken = $5, no_text = $6 where id = $1`

export interface TakenCall {
  id: string
  clientId: string | null
  conversationId: string | null
  kind: CallKind
  spoken: string
  noText: string | null
}

/** Written in the transaction that remembered the call and holds its row. */
export async function keepTakenCall(tx: Tx, call: TakenCall): Promise<void> {
  const values = [call.id, call.clientId, call.conversationId, call.kind, call.spoken, call.noText]
  await tx.query({ name: 'keep-taken-call', text: taken, values })
}
