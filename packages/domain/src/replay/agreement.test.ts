import { expect, test } from 'vitest'
import { someFacts } from '../../test/turns.ts'
import type { Facts, Intent } from '../pipeline/brain.ts'
import { agreementOf, type Said } from './agreement.ts'

const texts = ['Ada here, a tap at 12 Elm Road, Leeds, on Tuesday']
const said = (facts: Partial<Facts> = {}, intent: Intent = 'NORMAL', rule = 'clarify'): Said => ({
  sentinel: 'ALLOWED',
  dial: { intent, confidence: 0.5 },
  flow: someFacts(facts),
  decision: { rule, action: 'SEND_CLARIFY_QUESTION' },
})
const all = { sentinel: true, dial: true, flow: true, decision: true }

test.each<[string, Said, Said, object]>([
  ['the same', said({ location: 'Leeds' }), said({ location: 'leeds' }), all],
  ['a place within the other', said({ location: 'Leeds' }), said({ location: '12 Elm Road, Leeds' }), all],
  ['another place', said({ location: '12 Elm Road' }), said({ location: 'Leeds' }), { ...all, flow: false }],
  ['a place for one alone', said({ location: 'Leeds' }), said(), { ...all, flow: false }],
  ['a place that nobody said', said({ location: 'Paris' }), said(), all],
  ['another name', said({ name: 'Ada' }), said({ name: 'Elm' }), { ...all, flow: false }],
  ['the job in other words', said({ jobType: 'plumbing' }), said({ jobType: 'a tap' }), all],
  ['the job for one alone', said({ jobType: 'plumbing' }), said(), { ...all, flow: false }],
  ['other details', said({ extraDetails: 'a tap', urgency: 'soon' }), said(), all],
  ['another intent', said({}, 'URGENT'), said(), { ...all, dial: false }],
  ['another decision', said({}, 'NORMAL', 'decline'), said(), { ...all, decision: false }],
  ['half a word, which is no place', said({ location: 'Elm' }), said({ location: 'Elm Ro' }), { ...all, flow: false }],
])('%s', (_, one, other, expected) => {
  expect(agreementOf(one, other, texts)).toEqual(expected)
})

test('what one of them did not answer is neither agreed nor disagreed', () => {
  const silent: Said = { sentinel: null, dial: null, flow: null, decision: null }
  expect(agreementOf(said(), silent, texts)).toEqual({ sentinel: null, dial: null, flow: null, decision: null })
})
