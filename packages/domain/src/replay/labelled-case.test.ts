import { expect, test } from 'vitest'
import { aClient, aCustomerTurn, worded } from '../../test/turns.ts'
import { predictByRules } from '../rules/predict.ts'
import { labelledCase } from './labelled-case.ts'
import { storedTurn } from './stored-turn.ts'

const turn = aCustomerTurn([worded('I need a tap fitted'), { ...worded('on 4/3, ring 07700 900123'), seq: 2 }])

test('a labelled turn is a case at the client’s own time and in its country’s way of writing dates', () => {
  const now = new Date('2026-07-01T23:30:00Z')
  const client = aClient({ timezone: 'Europe/London' })
  const input = storedTurn({ ...turn, turn: { ...turn.turn, now, client } }, new Map())
  const made = labelledCase({ turnId: 't-1', expect: { intent: ['NORMAL'] }, input: JSON.parse(JSON.stringify(input)) })
  expect(made).toEqual({
    id: 'turn:t-1',
    suite: 'labelled',
    text: 'I need a tap fitted\non 4/3, ring ***123',
    ref: '2026-07-02T00:30:00',
    locale: 'en-GB',
    expect: { intent: ['NORMAL'] },
  })
  if (made) expect(predictByRules(made, now).intent).toBe('NORMAL')
})

test('a turn without what it was decided from makes no case', () => {
  expect(labelledCase({ turnId: 't-1', expect: {}, input: null })).toBeNull()
})
