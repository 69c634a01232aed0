import { expect, test } from 'vitest'
import { measure } from '../outbox/segments.ts'
import { type BlindText, blindWords, nextBlindStep } from './blind-alarm.ts'

const SINCE = new Date('2026-03-29T00:30:00Z')
const after = (minutes: number) => new Date(SINCE.getTime() + minutes * 60_000)
const step = (texts: BlindText[], minutes: number) => nextBlindStep({ since: SINCE, texts }, after(minutes))

test('a restart is no alarm; two minutes are', () => {
  expect(step([], 1.9)).toEqual({ kind: 'wait' })
  expect(step([], 2)).toEqual({ kind: 'text', number: 1 })
})

test('over a day without a database, asked twice a minute, there are a text and two reminders', () => {
  const texts: BlindText[] = []
  for (let minutes = 0; minutes <= 24 * 60 + 2; minutes += 0.5) {
    if (step(texts, minutes).kind === 'text') texts.push({ claimedAt: after(minutes), outcome: 'sent' })
  }
  expect(texts.map(({ claimedAt }) => (claimedAt.getTime() - SINCE.getTime()) / 60_000)).toEqual([2, 362, 1_442])
})

test('a text that Twilio refused is tried again, at growing distances', () => {
  const failed: BlindText[] = []
  for (let minutes = 2; minutes < 40; minutes += 0.5)
    if (step(failed, minutes).kind === 'text') failed.push({ claimedAt: after(minutes), outcome: 'failed' })
  expect(failed.map(({ claimedAt }) => (claimedAt.getTime() - SINCE.getTime()) / 60_000)).toEqual([2, 3, 5, 9, 17, 33])
})

test('one of which nobody knows is looked up before anything else, and not sooner than a minute after it was claimed', () => {
  const texts: BlindText[] = [{ claimedAt: after(2), outcome: null }]
  expect(step(texts, 2.5)).toEqual({ kind: 'wait' })
  expect(step(texts, 3)).toEqual({ kind: 'settle', number: 1 })
})

test('its words say since when, in two segments', () => {
  expect(blindWords(SINCE, after(2))).toContain('since 2026-03-29 00:30 UTC:')
  expect(blindWords(SINCE, after(400))).toContain('(6 h)')
  expect(measure(blindWords(SINCE, after(400)))).toMatchObject({ encoding: 'GSM-7', segments: 2 })
})
