import { describe, expect, test } from 'vitest'
import { findBreaks } from '../src/migrate/breaking.ts'

const before = {
  name: '20300101000000_before',
  sql: 'create table texts (id uuid primary key, sid text, body text); create unique index texts_sid_key on texts (sid); create index texts_body_idx on texts (body)',
}
const breaksOf = (name: string, sql: string) => findBreaks([before, { name, sql }])
const EXPAND = '20300102000000_more'
const CONTRACT = '20300102000000_contract_less'

describe('what the running version does not notice is an expand', () => {
  test.each([
    'alter table texts add column seen timestamptz',
    "alter table texts add column state text not null default 'NEW'",
    'alter table texts add column n int generated always as identity',
    'create table other (id int primary key, needed text not null); alter table other drop column needed',
    'create index texts_sid_body_idx on texts (sid, body)',
    'alter table texts add column owner_number int; create unique index texts_owner_key on texts (id, owner_number)',
    'alter table texts add column n int; alter table texts add constraint texts_n_small check (n < 10)',
    'drop index texts_body_idx',
    'alter table texts drop constraint texts_checked',
    "update texts set body = ''",
    'create function f() returns int language sql as $$ select 1; $$',
  ])('%s', async (sql) => {
    expect(await breaksOf(EXPAND, sql)).toEqual([])
  })
})

describe('what takes something away is refused, unless the migration is named a contract', () => {
  test.each([
    ['drop table texts', 'drops the table texts'],
    ['alter table texts drop column body', 'drops texts.body'],
    ['alter table texts add column n int, drop column body', 'drops texts.body'],
    ['alter table texts alter column body set not null', 'requires texts.body'],
    ['alter table texts alter column body drop default', 'drops the default of texts.body'],
    ['drop index texts_sid_key', 'drops the unique index texts_sid_key, by which a conflict may be found'],
    ['alter table texts drop constraint texts_pkey', 'drops the key texts_pkey of texts'],
    ['create unique index texts_body_key on texts (body)', 'makes texts (body) unique'],
    ["alter table texts add constraint texts_known check (body <> '')", 'puts the constraint texts_known on texts'],
  ])('%s', async (sql, what) => {
    expect(await breaksOf(EXPAND, sql)).toEqual([{ migration: EXPAND, what, inContract: true }])
    expect(await breaksOf(CONTRACT, sql)).toEqual([])
  })
})

describe('what no order of versions makes safe is refused, whatever the migration is named', () => {
  test.each([
    ['alter table texts rename column body to words', 'renames body'],
    ['alter table texts rename to messages', 'renames texts'],
    ['alter table texts alter column body type varchar(10)', 'changes the type of texts.body'],
    ['alter table texts add column needed text not null', 'adds texts.needed, required and without a default'],
    ['truncate texts', 'empties a table'],
  ])('%s', async (sql, what) => {
    for (const name of [EXPAND, CONTRACT])
      expect(await breaksOf(name, sql)).toEqual([
        { migration: name, what: expect.stringContaining(what), inContract: false },
      ])
  })
})
