import { describe, expect, test } from 'vitest'
import { faultsOfFact, quoteOf, statesPrice, type WrittenFact } from './fact.ts'
import { factsFrom, inShort } from './summary.ts'

const price: WrittenFact = { kind: 'price', about: 'boiler service', says: '£80 including VAT' }

describe('a fact is quoted as one sentence', () => {
  test.each<[WrittenFact, string]>([
    [price, 'Boiler service: £80 including VAT.'],
    [{ kind: 'hours', about: '', says: 'Mon–Fri 8 to 6' }, 'Hours: Mon-Fri 8 to 6.'],
    [{ kind: 'area', about: '', says: 'Leeds and Otley' }, 'Area: Leeds and Otley.'],
    [{ kind: 'hours', about: 'Saturdays', says: '9 to 1' }, 'Saturdays: 9 to 1.'],
    [{ kind: 'answer', about: 'Do you take cards?', says: 'cards are fine!' }, 'Cards are fine!'],
  ])('%j', (fact, quote) => {
    expect(quoteOf(fact)).toBe(quote)
  })
})

test('whatever holds money is a price, whichever kind it is filed under', () => {
  expect(statesPrice(price)).toBe(true)
  expect(statesPrice({ kind: 'service', about: 'boilers', says: 'from 60 pounds' })).toBe(true)
  expect(statesPrice({ kind: 'answer', about: 'Are quotes free?', says: 'Quotes are free.' })).toBe(true)
  expect(statesPrice({ kind: 'hours', about: '', says: '8 to 6' })).toBe(false)
})

describe('an editor is refused, and told why', () => {
  test.each<[Partial<WrittenFact>, 'about' | 'says', RegExp]>([
    [{ about: '' }, 'about', /what the price is for/],
    [{ kind: 'answer', about: '' }, 'about', /the question/],
    [{ kind: 'service', about: '' }, 'about', /which service/],
    [{ says: 'ask us' }, 'says', /Give the price/],
    [{ says: '80 zł' }, 'says', /"ł"/],
    [{ about: 'boiler 🔥' }, 'about', /"🔥"/],
    [{ says: `£80 ${'x'.repeat(135)}` }, 'says', /shorter/],
    [{ kind: 'answer', about: 'How do I book?', says: 'Reply YES to book.' }, 'says', /carriers/],
  ])('%j', (change, field, words) => {
    const faults = faultsOfFact({ ...price, ...change })
    expect(faults).toContainEqual({ field, message: expect.stringMatching(words) })
  })

  test('but curly quotes and dashes are folded, and accents of GSM-7 stay', () => {
    expect(faultsOfFact({ kind: 'answer', about: 'Who are you?', says: '“Café Élan’s” – plumbers' })).toEqual([])
    expect(faultsOfFact(price)).toEqual([])
  })
})

test('facts in short become rows, and rows are shown in short', () => {
  const short = { services: ['leaks'], serviceArea: 'Leeds', prices: ['call-out 60 pounds'], hours: '8 to 6' }
  const { facts, unread } = factsFrom({ ...short, prices: ['call-out 60 pounds', 'cheap', '£80'] })
  expect(unread).toEqual(['cheap', '£80'])
  expect(facts).toContainEqual({ kind: 'price', about: 'call-out', says: '60 pounds' })
  expect(inShort(facts)).toEqual(short)
  expect(facts.flatMap(faultsOfFact)).toEqual([])
})
