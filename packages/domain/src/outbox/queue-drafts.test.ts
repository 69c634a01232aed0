import { describe, expect, test } from 'vitest'
import { CUSTOMER, NOW, OWNER } from '../../test/turns.ts'
import type { Draft } from '../pipeline/turn.ts'
import { purposes } from './purpose.ts'
import { type Queueing, queueDrafts } from './queue-drafts.ts'
import { measure } from './segments.ts'

const addresses = {
  ourNumber: '+441134960001',
  phone: CUSTOMER,
  ownerPhone: OWNER,
  systemNumber: '+441134960099',
  founderPhone: '+447700900999',
}
const off = { outboundPaused: false, notificationsPaused: false, aiDisabled: false }
const reachable = { customerOptedOut: false, ownerOptedOut: false, ownerUnreachable: false }
const queueing = (change: Partial<Queueing> = {}): Queueing => ({
  turnKey: 'talk:7',
  subject: 'talk',
  clientId: null,
  now: NOW,
  place: { timezone: 'Europe/London', region: 'GB' },
  addresses,
  recipients: reachable,
  switches: off,
  ...change,
})
const draft = (purpose: Draft['purpose'], change: Partial<Draft> = {}): Draft => ({
  key: 'one',
  purpose,
  body: 'Thanks!',
  ...change,
})

test('each purpose goes from the right number to the right person', () => {
  const ends = purposes.map((purpose) => {
    const [row] = queueDrafts([draft(purpose)], queueing()).messages
    return [purpose, row?.from, row?.to]
  })
  const { ourNumber, phone, systemNumber, founderPhone } = addresses
  expect(ends).toEqual([
    ['reply', ourNumber, phone],
    ['holding', ourNumber, phone],
    ['text-back', ourNumber, phone],
    ['safety-line', ourNumber, phone],
    ['owner-urgent', systemNumber, OWNER],
    ['owner-notice', systemNumber, OWNER],
    ['owner-reply', ourNumber, phone],
    ['alert', systemNumber, founderPhone],
  ])
})

test('without an owner’s phone the founder gets what was for the owner', () => {
  const [row] = queueDrafts(
    [draft('owner-urgent')],
    queueing({ addresses: { ...addresses, ownerPhone: null } }),
  ).messages
  expect(row?.to).toBe(addresses.founderPhone)
})

test('a key without a colon is the turn’s own; with one it is the same for ever', () => {
  const keys = queueDrafts(
    [draft('reply'), draft('holding', { key: 'holding:x:2026-03-04' })],
    queueing(),
  ).messages.map((row) => row.dedupeKey)
  expect(keys).toEqual(['talk:7:one', 'holding:x:2026-03-04'])
})

test('what is paused is held, what is opted out is kept as suppressed, with the reason', () => {
  const paused = queueing({ switches: { ...off, outboundPaused: true } })
  expect(
    queueDrafts([draft('reply'), draft('safety-line')], paused).messages.map((row) => [row.state, row.reason]),
  ).toEqual([
    ['HELD', 'outbound-paused'],
    ['READY', null],
  ])
  const out = queueing({ recipients: { ...reachable, customerOptedOut: true } })
  expect(queueDrafts([draft('reply'), draft('owner-notice')], out).messages.map((row) => row.state)).toEqual([
    'SUPPRESSED',
    'READY',
  ])
})

test('an owner’s opt-out stops notices to them and not the customer’s reply', () => {
  const out = queueing({ recipients: { ...reachable, ownerOptedOut: true } })
  expect(queueDrafts([draft('reply'), draft('owner-notice')], out).messages.map((row) => row.state)).toEqual([
    'READY',
    'SUPPRESSED',
  ])
})

test('an urgent notice that may not reach the owner is kept, and the founder is told at once', () => {
  const notBefore = new Date(NOW.getTime() + 60_000)
  const urgent = draft('owner-urgent', { body: `URGENT: ${CUSTOMER}. "${'x'.repeat(280)}"`, notBefore })
  for (const closing of [
    { switches: { ...off, notificationsPaused: true } },
    { recipients: { ...reachable, ownerOptedOut: true } },
    { recipients: { ...reachable, ownerUnreachable: true } },
  ]) {
    const { messages, findings } = queueDrafts([urgent], queueing(closing))
    expect(messages).toMatchObject([{ state: 'SUPPRESSED', to: OWNER }])
    expect(findings).toMatchObject([{ type: 'OWNER_NOT_TOLD', subject: 'talk' }])
    expect(findings[0]?.words).toContain(CUSTOMER)
  }
})

test('segments and encoding are those of the words that leave', () => {
  const body = 'ж'.repeat(71)
  expect(queueDrafts([draft('reply', { body })], queueing()).messages[0]).toMatchObject({ body, ...measure(body) })
})

describe('at night', () => {
  const night = new Date('2026-03-04T22:30:00Z')
  const morning = new Date('2026-03-05T08:00:00Z')
  const atNight = (drafts: Draft[], change: Partial<Queueing> = {}) =>
    queueDrafts(drafts, queueing({ now: night, ...change })).messages

  test('an owner’s notice waits for the morning, and says why; all else leaves at once', () => {
    const rows = atNight(purposes.map((purpose) => draft(purpose)))
    for (const { purpose, state, notBefore, reason } of rows) {
      const waits = purpose === 'owner-notice'
      expect({ purpose, state, notBefore, reason }).toEqual({
        purpose,
        state: 'READY',
        notBefore: waits ? morning : null,
        reason: waits ? 'quiet-hours' : null,
      })
    }
  })

  test('a draft that was to leave in the night waits too; one that was to leave later still keeps its time', () => {
    const at = (text: string) => draft('owner-notice', { notBefore: new Date(text) })
    const [inTheNight, nextNoon] = atNight([at('2026-03-05T01:00:00Z'), at('2026-03-05T12:00:00Z')])
    expect(inTheNight).toMatchObject({ notBefore: morning, reason: 'quiet-hours' })
    expect(nextNoon).toMatchObject({ notBefore: new Date('2026-03-05T12:00:00Z'), reason: null })
  })

  test('what the gate keeps in is not put off', () => {
    const [row] = atNight([draft('owner-notice')], { switches: { ...off, notificationsPaused: true } })
    expect(row).toMatchObject({ state: 'SUPPRESSED', reason: 'notifications-paused', notBefore: null })
  })
})

test('a customer’s answer does not ask whether the owner can be reached', () => {
  const cut = queueing({ recipients: { ...reachable, ownerUnreachable: true } })
  expect(
    queueDrafts([draft('reply'), draft('owner-notice')], cut).messages.map(({ state, reason }) => [state, reason]),
  ).toEqual([
    ['READY', null],
    ['SUPPRESSED', 'unreachable'],
  ])
})
