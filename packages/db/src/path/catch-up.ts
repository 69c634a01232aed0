/** What Twilio's own book shows that our rows lack: texts never brought to us, prices, and words on deliveries gone astray. */
import type { Db } from '../pool.ts'

const known = `select message_sid as sid from inbound_messages where message_sid = any($1)`

export async function knownTexts(db: Db, sids: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ sid: string }>({ name: 'known-texts', text: known, values: [sids] })
  return new Set(rows.map(({ sid }) => sid))
}

export interface Price {
  sid: string
  priceMicro: number
  priceCurrency: string | null
}

const price = `
update outbox o set price_micro = p."priceMicro", price_currency = p."priceCurrency"
from jsonb_to_recordset($1::jsonb) as p(sid text, "priceMicro" int, "priceCurrency" text)
where o.twilio_sid = p.sid and o.price_micro is null`

export async function recordPrices(db: Db, prices: readonly Price[]): Promise<void> {
  if (prices.length === 0) return
  await db.query({ name: 'record-prices', text: price, values: [JSON.stringify(prices)] })
}

const behind = `
select id, twilio_sid as sid from outbox
where twilio_sid = any($1) and (delivery_status is null or delivery_status in ('accepted', 'scheduled', 'queued', 'sending', 'sent'))`

/** Our messages among these of which no final word has come. */
export async function withoutFinalWord(db: Db, sids: readonly string[]): Promise<{ id: string; sid: string }[]> {
  return (await db.query<{ id: string; sid: string }>({ name: 'without-final-word', text: behind, values: [sids] }))
    .rows
}

const readMark = `select at from marks where name = $1`
const setMark = `insert into marks (name, at) values ($1, $2) on conflict (name) do update set at = excluded.at`

/** How far something periodic has come. */
export async function readMarkOf(db: Db, name: string): Promise<Date | null> {
  return (await db.query<{ at: Date }>({ name: 'read-mark', text: readMark, values: [name] })).rows[0]?.at ?? null
}

export async function moveMark(db: Db, name: string, at: Date): Promise<void> {
  await db.query({ name: 'set-mark', text: setMark, values: [name, at] })
}
