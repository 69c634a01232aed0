import { expect, test } from 'vitest'
import { plainly } from './reading.ts'
import type { Stage } from './stage.ts'
import { stagesOf, summaryOf } from './stages.ts'

const byRules = (value: unknown) => ({
  value,
  by: 'rules',
  because: 'their words',
  tookMs: 2,
  usage: null,
  fellBack: null,
})

const trace = {
  messageSid: 'SM1',
  direction: 'inbound',
  summary: 'Answered.',
  message: { messageSid: 'SM1', body: 'burst pipe', receivedAt: '2026-01-05T09:00:00.000Z' },
  turn: {
    outcome: 'ANSWERED',
    action: 'SEND_BOOKING_AND_ALERT',
    rule: 'urgent-or-danger',
    texts: [{ body: 'hello' }, { body: 'burst pipe' }],
    inputTokens: 100,
    outputTokens: 20,
    costMicroUsd: 214,
    answeredAfterMs: 1_720,
    trace: {
      sentinel: byRules('ALLOWED'),
      dial: { ...byRules({ intent: 'URGENT', confidence: 0.9 }), fellBack: { why: 'late', detail: '', usage: null } },
      flow: byRules({ jobType: 'plumbing', location: 'Leeds', name: null }),
      danger: { kind: 'flood', words: 'burst pipe', because: 'water is coming out' },
      rune: { rule: 'urgent-or-danger', action: 'SEND_BOOKING_AND_ALERT' },
      lyra: { reply: 'On our way.', answer: byRules('On our way.'), faults: ['a promise'] },
      vault: { state: 'URGENT', changes: { location: { from: null, to: 'Leeds' } } },
      weather: { sky: 'grey' },
    },
  },
  outbox: [
    {
      purpose: 'reply',
      to: '+447700900301',
      body: 'On our way.',
      state: 'SENT',
      deliveryStatus: 'undelivered',
      errorCode: 30003,
      segments: 1,
      encoding: 'GSM-7',
      priceMicro: 46_300,
      priceCurrency: 'USD',
      gate: { open: true, because: null },
    },
    { purpose: 'owner-notice', state: 'SUPPRESSED', gate: { open: false, because: 'notifications-paused' } },
  ],
}

const stage = (name: string, nth = 0): Stage | undefined => stagesOf(trace).filter((one) => one.name === name)[nth]

test('the stages come in the order in which they happened', () => {
  expect(stagesOf(trace).map(({ name }) => name)).toEqual([
    'TEXT',
    'TURN',
    'SENTINEL',
    'DIAL',
    'FLOW',
    'DANGER',
    'RUNE',
    'LYRA',
    'VAULT',
    'SENT',
    'SENT',
    'RECORD',
  ])
  expect(summaryOf(trace)).toBe('Answered.')
})

test('each stage says in plain words what it answered', () => {
  expect(stage('TEXT')?.quote).toBe('hello\nburst pipe')
  expect(stage('SENTINEL')).toMatchObject({ answer: 'Yes, this is safe to answer.', tone: 'good' })
  expect(stage('DIAL')?.answer).toBe('Something urgent. 90% sure.')
  expect(stage('FLOW')?.facts).toEqual([
    { name: 'Job', value: 'plumbing' },
    { name: 'Where', value: 'Leeds' },
  ])
  expect(stage('DANGER')?.answer).toBe('Yes: flood.')
  expect(stage('RUNE')?.answer).toBe('Answer at once and alert the owner.')
  expect(stage('LYRA')?.quote).toBe('On our way.')
})

test('who answered, why the AI did not, and what it cost are told', () => {
  expect(stage('SENTINEL')?.notes).toEqual(['The rules answered in 2 ms.', 'Because: their words'])
  expect(stage('DIAL')?.notes[0]).toBe('The AI was asked first but answered too late, so the rules answered.')
  expect(stage('TURN')?.notes).toEqual(['Decided 1.7 s after the first text.', 'AI in all: 120 tokens, $0.000214.'])
  expect(stage('LYRA')?.notes.at(-1)).toBe('The first draft was replaced by the template: a promise.')
})

test('what is kept of the lead is shown with what changed', () => {
  expect(stage('VAULT')).toMatchObject({ answer: 'The lead is now urgent.', facts: [{ value: 'Leeds' }] })
})

test('a text that did not get through says so, and one that was kept back says why', () => {
  expect(stage('SENT')).toMatchObject({ answer: 'Undelivered. Error 30003.', tone: 'warn' })
  expect(stage('SENT')?.facts.at(-1)).toEqual({ name: 'Cost', value: '0.0463 USD' })
  expect(stage('SENT', 1)?.notes).toEqual(['The gate was closed: notifications-paused.'])
})

test('fields and codes that this page does not know are shown, not dropped', () => {
  expect(stage('RECORD')?.more).toContainEqual({ name: 'weather', value: 'sky: grey' })
  const odd = stagesOf({ turn: { outcome: 'PONDERED', trace: { dial: { value: ['a', 1, true] } } } })
  expect(odd.map(({ name, answer }) => [name, answer])).toEqual([
    ['TURN', 'PONDERED'],
    ['DIAL', 'a; 1; yes'],
  ])
})

test.each([null, undefined, 'text', 7, [], {}, { turn: 3, outbox: 'no', message: [] }])(
  'a trace of a strange shape (%j) is read without failing',
  (odd) => {
    expect(stagesOf(odd).map(({ name }) => name)).toEqual(['TURN'])
  },
)

test('a text that waits for its turn says so', () => {
  expect(stagesOf({ message: { body: 'hi' }, turn: null, outbox: [] })[1]?.answer).toMatch(/^Not answered yet/)
})

test('nested values are written out', () => {
  expect(plainly({ askedAt: null, open: false, list: [] })).toBe('asked at: none, open: no, list: none')
})
