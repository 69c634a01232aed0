/**
 * The bare work of one answer, hand-written on pg with nothing of the product: keep the text and read the context in one
 * statement, keep the answer in another; two commits. What the service is compared with, in the same run.
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { familyCpuSeconds, usageOf } from './processes.ts'

const schema = `
drop schema if exists yardstick cascade; create schema yardstick;
create table yardstick.client (id int primary key, name text not null, number text not null unique, link text);
create table yardstick.lead (id bigint generated always as identity primary key, client_id int not null, phone text not null, seq int not null, state text not null default 'NEW', unique (client_id, phone));
create table yardstick.message (id uuid primary key, lead_id bigint not null, sid text unique, reply_to uuid unique, body text not null, state text not null, at timestamptz not null default now());
create index on yardstick.message (lead_id, at desc);
insert into yardstick.client select g, 'client ' || g, '+1555' || g, 'https://book.example/' || g from generate_series(1, 50) g;`

const takeIn = `
with c as (select * from yardstick.client where number = $1),
 l as (insert into yardstick.lead as t (client_id, phone, seq) select id, $2, 1 from c on conflict (client_id, phone) do update set seq = t.seq + 1 returning *),
 m as (insert into yardstick.message (id, lead_id, sid, body, state) select $3, l.id, $4, $5, 'RECEIVED' from l on conflict (sid) do nothing returning id)
select (select to_jsonb(c) from c) as client, (select to_jsonb(l) from l) as lead,
 (select jsonb_agg(x.body) from (select body from yardstick.message where lead_id = (select id from l) order by at desc limit 10) x) as thread`

const giveOut = `
with o as (insert into yardstick.message (id, lead_id, reply_to, body, state) values ($1, $2, $3, $4, 'READY') on conflict (reply_to) do nothing returning id),
 u as (update yardstick.lead set state = 'QUALIFIED' where id = $2)
update yardstick.message set state = 'DONE' where id = $3`

export interface Yardstick {
  perSecond: number
  /** ms of CPU, of client and PostgreSQL together. */
  each: number
}

/** Closed loop at 8 connections. */
export async function measureYardstick(databaseUrl: string, seconds: number): Promise<Yardstick> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8 })
  await pool.query(schema)
  const { rows: files } = await pool.query<{ pid: number }>(
    `select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::int as pid`,
  )
  const postmaster = files[0]?.pid ?? 0
  const cpuSeconds = () => familyCpuSeconds(postmaster) + usageOf(process.pid).cpuSeconds
  const before = cpuSeconds()
  const until = performance.now() + seconds * 1_000
  const began = performance.now()
  let done = 0
  const worker = async () => {
    while (performance.now() < until) {
      const [id, sid] = [randomUUID(), randomUUID()]
      const to = `+1555${1 + Math.floor(Math.random() * 50)}`
      const from = `+44770${Math.floor(Math.random() * 5_000)}`
      const { rows } = await pool.query({ name: 'in', text: takeIn, values: [to, from, id, sid, 'My tap is dripping'] })
      const reply = `Hi! Thanks for reaching out to ${rows[0].client.name}. Book here: ${rows[0].client.link}`
      await pool.query({ name: 'out', text: giveOut, values: [randomUUID(), rows[0].lead.id, id, reply] })
      done++
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  const perSecond = done / ((performance.now() - began) / 1_000)
  const each = ((cpuSeconds() - before) * 1_000) / done
  await pool.query('drop schema yardstick cascade')
  await pool.end()
  return { perSecond, each }
}
