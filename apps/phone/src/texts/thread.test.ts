import { expect, test } from 'vitest'
import type { HandsetMessage } from '../wire/handset-texts.ts'
import { emptyThread, type News, type Thread, withNews } from './thread.ts'

const customer = '+447700900301'
const business = '+441134960111'

function text(changes: Partial<HandsetMessage> & { sid: string }): HandsetMessage {
  return {
    direction: 'out',
    from: business,
    to: customer,
    body: 'Hello',
    media: [],
    status: 'queued',
    errorCode: null,
    segments: 1,
    encoding: 'GSM-7',
    price: null,
    dateCreated: '2026-01-05T09:00:00.000Z',
    dateUpdated: '2026-01-05T09:00:00.000Z',
    ...changes,
  }
}

const told = (...news: News[]): Thread => news.reduce(withNews, emptyThread)
const written = (key: string, body: string): News => ({
  kind: 'written',
  unsent: { key, from: customer, to: business, body, sid: null, failed: null },
})
const own = (sid: string, body: string) =>
  text({ sid, direction: 'in', from: customer, to: business, body, status: 'received' })

test('a text that comes in a history and in an event is shown once', () => {
  const one = text({ sid: 'SM1' })
  const thread = told({ kind: 'live', text: one }, { kind: 'history', texts: [one, text({ sid: 'SM2' })] })
  expect([...thread.texts.keys()]).toEqual(['SM1', 'SM2'])
})

test('a history that is older than the last event does not take a status back', () => {
  const thread = told(
    { kind: 'live', text: text({ sid: 'SM1', status: 'delivered', dateUpdated: '2026-01-05T09:00:02.000Z' }) },
    { kind: 'history', texts: [text({ sid: 'SM1', status: 'sent', dateUpdated: '2026-01-05T09:00:02.000Z' })] },
  )
  expect(thread.texts.get('SM1')?.status).toBe('delivered')
})

test('a price that is known later is taken over', () => {
  const delivered = text({ sid: 'SM1', status: 'delivered' })
  const priced = { ...delivered, price: '-0.04630', dateUpdated: '2026-01-05T09:00:09.000Z' }
  const thread = told({ kind: 'live', text: delivered }, { kind: 'live', text: priced })
  expect(thread.texts.get('SM1')?.price).toBe('-0.04630')
})

test('a text being sent gives way to the one that arrived, whichever word of it comes first', () => {
  const taken: News = { kind: 'taken', key: 'a', taken: { messageSid: 'SM1', webhookStatus: 200 } }
  const arrived: News = { kind: 'live', text: own('SM1', 'Hi') }
  for (const order of [
    [taken, arrived],
    [arrived, taken],
  ]) {
    const thread = told(written('a', 'Hi'), ...order)
    expect(thread.unsent).toEqual([])
    expect([...thread.texts.keys()]).toEqual(['SM1'])
    expect(thread.webhooks.get('SM1')).toBe(200)
  }
})

test('two texts with the same words are two texts', () => {
  const thread = told(written('a', 'Hi'), written('b', 'Hi'), { kind: 'live', text: own('SM1', 'Hi') })
  expect(thread.unsent.map(({ key }) => key)).toEqual(['b'])
})

test('a refused text stays with its reason until it is sent again', () => {
  const thread = told(written('a', 'Hi'), { kind: 'refused', key: 'a', sentence: 'No number.' })
  expect(thread.unsent[0]?.failed).toBe('No number.')
  expect(withNews(thread, { kind: 'live', text: own('SM1', 'Hi') }).unsent).toHaveLength(1)
  expect(withNews(thread, { kind: 'withdrawn', key: 'a' }).unsent).toEqual([])
})

test('only a new text that arrives while we watch is read out', () => {
  const known = told({ kind: 'history', texts: [text({ sid: 'SM1' })] })
  expect(known.latest).toBeNull()
  expect(withNews(known, { kind: 'live', text: text({ sid: 'SM1', status: 'sent' }) }).latest).toBeNull()
  expect(withNews(known, { kind: 'live', text: text({ sid: 'SM2' }) }).latest?.sid).toBe('SM2')
})

test('what arrives on two phones at the same moment is news on both', () => {
  const owner = '+447700900200'
  const thread = told(
    { kind: 'live', text: text({ sid: 'SM1', to: owner }) },
    { kind: 'live', text: text({ sid: 'SM2' }) },
  )
  expect([...thread.latestOf]).toEqual([
    [owner, 'SM1'],
    [customer, 'SM2'],
  ])
})
