import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advances, type DeliveryStatus, deliveryStatuses, isFailed } from './delivery-status.ts'

const final: DeliveryStatus[] = ['delivered', 'partially_delivered', 'undelivered', 'failed', 'canceled']
const settle = (words: readonly DeliveryStatus[]) =>
  words.reduce<DeliveryStatus | null>((known, word) => (advances(known, word) ? word : known), null)

test('callbacks in any order and any number end where they do in order', () => {
  const path = fc.constantFrom(...final).map((end): DeliveryStatus[] => ['queued', 'sending', 'sent', end])
  const shuffled = path.chain((words) =>
    fc.shuffledSubarray([...words, ...words], { minLength: 8, maxLength: 8 }).map((told) => ({ told, words })),
  )
  fc.assert(
    fc.property(shuffled, ({ told, words }) => {
      expect(settle(told)).toBe(words.at(-1))
    }),
  )
})

test('a state never goes backwards, whatever is said after it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...deliveryStatuses), { minLength: 1, maxLength: 12 }), (told) => {
      const first = told.find((word) => final.includes(word))
      const end = settle(told)
      expect(end).not.toBeNull()
      if (first) expect([first, 'read']).toContain(end)
      if (told.includes('read')) expect(end).toBe('read')
    }),
  )
})

test('the same word again changes nothing', () => {
  for (const status of deliveryStatuses) expect(advances(status, status)).toBe(false)
})

test('three words mean that it did not arrive', () => {
  expect(deliveryStatuses.filter(isFailed)).toEqual(['undelivered', 'failed', 'canceled'])
})
