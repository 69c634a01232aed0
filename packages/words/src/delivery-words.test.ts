import { expect, test } from 'vitest'
import { answerState, costWords, ownState, sizeWords } from './delivery-words.ts'

test.each([
  ['queued', null, 'Queued', 'waiting'],
  ['sending', null, 'Sending', 'waiting'],
  ['sent', null, 'Sent', 'waiting'],
  ['delivered', null, 'Delivered', 'done'],
  ['undelivered', 30003, 'Not delivered (30003, handset unreachable)', 'bad'],
  ['failed', 99999, 'Failed (99999)', 'bad'],
] as const)('an answer that is %s with code %s reads "%s"', (status, errorCode, words, tone) => {
  expect(answerState({ status, errorCode })).toMatchObject({ words, tone })
})

test.each([
  [undefined, 'Sent', 'done'],
  [200, 'Received', 'done'],
  [403, 'Sent, but JobRun answered 403', 'bad'],
  [null, 'Sent, but JobRun did not answer', 'bad'],
] as const)('an own text whose webhook answered %s reads "%s"', (webhook, words, tone) => {
  expect(ownState(webhook)).toMatchObject({ words, tone })
})

test('size and cost are told once they are known', () => {
  expect(sizeWords({ segments: 1, encoding: 'GSM-7' })).toBe('1 segment, GSM-7')
  expect(sizeWords({ segments: 2, encoding: 'UCS-2' })).toBe('2 segments, UCS-2')
  expect(costWords('-0.04630')).toBe('$0.0463')
  expect(costWords(null)).toBeNull()
  expect(costWords('not known')).toBeNull()
})
