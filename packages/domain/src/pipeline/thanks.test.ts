import { expect, test } from 'vitest'
import { isThanks } from './thanks.ts'

test.each([
  'thanks',
  'Thanks!',
  'ok thanks',
  'Thank you so much 🙏',
  'cheers mate',
  'great, ta',
  'bye',
  'thank u',
  'Perfect, see you',
  'ok',
  'Thanks Dave, that was very quick',
  'No thanks',
  'brilliant work, thank you!',
  'Thank you for contacting Acme.',
])('%s is a thank-you or goodbye', (text) => expect(isThanks([text])).toBe(true))

test.each([
  '',
  '👍',
  'Are you hiring?',
  'found somebody else',
  'wrong number',
  'thanks, can you also do the gutters?',
  'Thanks to our new offer you can save on all of your energy bills from the first of the month',
  'tapas',
  'the good book',
  `thanks ${'x'.repeat(200)}`,
])('%s is something else', (text) => expect(isThanks([text])).toBe(false))

test('all texts of a turn are read together', () => {
  expect(isThanks(['ok', 'thanks', 'bye'])).toBe(true)
  expect(isThanks(['ok', 'my tap drips'])).toBe(false)
})
