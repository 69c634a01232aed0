import { describe, expect, test } from 'vitest'
import { NOW } from '../../test/turns.ts'
import { gate, isOn } from './gate.ts'
import { type Purpose, purposes, recipientOf } from './purpose.ts'

const open = { open: true }
const closed = (because: string, then: string) => ({ open: false, because, then })
const bool = [false, true]
const always = (purpose: Purpose) => purpose === 'alert'

function expected(
  purpose: Purpose,
  on: Record<'optedOut' | 'unreachable' | 'outboundPaused' | 'notificationsPaused', boolean>,
) {
  if (always(purpose)) return open
  const urgent = purpose === 'owner-urgent'
  if (on.optedOut) return closed('opted-out', urgent ? 'founder' : 'drop')
  if (on.unreachable && (urgent || ['text-back', 'owner-notice'].includes(purpose)))
    return closed('unreachable', urgent ? 'founder' : 'drop')
  if (['reply', 'holding', 'text-back'].includes(purpose) && on.outboundPaused) return closed('outbound-paused', 'hold')
  if ((urgent || purpose === 'owner-notice') && on.notificationsPaused)
    return closed('notifications-paused', urgent ? 'founder' : 'drop')
  return open
}

describe.each(purposes)('the gate, for %s', (purpose) => {
  test('answers every combination of switches as the table says', () => {
    for (const optedOut of bool)
      for (const unreachable of bool)
        for (const outboundPaused of bool)
          for (const notificationsPaused of bool)
            for (const aiDisabled of bool) {
              const switches = { outboundPaused, notificationsPaused, aiDisabled }
              const recipient = { optedOut, unreachable }
              expect(gate(switches, recipient, purpose)).toEqual(expected(purpose, { ...recipient, ...switches }))
            }
  })
})

test('nothing but the founder’s alert passes to somebody who opted out', () => {
  const off = { outboundPaused: false, notificationsPaused: false, aiDisabled: false }
  expect(purposes.filter((purpose) => gate(off, { optedOut: true }, purpose).open)).toEqual(['alert'])
})

test('to a number that takes no texts leave only the answers to its texts, and alerts', () => {
  const off = { outboundPaused: false, notificationsPaused: false, aiDisabled: false }
  const cut = { optedOut: false, unreachable: true }
  expect(purposes.filter((purpose) => !gate(off, cut, purpose).open)).toEqual([
    'text-back',
    'owner-urgent',
    'owner-notice',
  ])
})

test('with every switch on, the safety line, the alert and the answer to an owner still leave', () => {
  const on = { outboundPaused: true, notificationsPaused: true, aiDisabled: true }
  expect(purposes.filter((purpose) => gate(on, { optedOut: false }, purpose).open)).toEqual([
    'safety-line',
    'owner-reply',
    'alert',
  ])
})

test('each purpose is for one of three', () => {
  expect(Object.fromEntries(purposes.map((purpose) => [purpose, recipientOf(purpose)]))).toEqual({
    reply: 'customer',
    holding: 'customer',
    'text-back': 'customer',
    'safety-line': 'customer',
    'owner-urgent': 'owner',
    'owner-notice': 'owner',
    'owner-reply': 'owner',
    alert: 'founder',
  })
})

test('a switch is off from the moment it expires, swept or not', () => {
  expect(isOn({ on: true, until: null }, NOW)).toBe(true)
  expect(isOn({ on: true, until: new Date(NOW.getTime() + 1) }, NOW)).toBe(true)
  expect(isOn({ on: true, until: NOW }, NOW)).toBe(false)
  expect(isOn({ on: false, until: new Date(NOW.getTime() + 1) }, NOW)).toBe(false)
})
