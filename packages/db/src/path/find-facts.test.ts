import { readFileSync } from 'node:fs'
import type { GroundingCase } from '@jobrun/domain/grounding/cases'
import { type AskedKind, type FactQuestion, readFactQuestions } from '@jobrun/domain/grounding/fact-question'
import { ground } from '@jobrun/domain/grounding/ground'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { insert, insertClient } from '../../test/rows.ts'
import { findFacts, MOST_FOUND } from './find-facts.ts'

let database: FreshDatabase
let clientId: string

beforeAll(async () => {
  database = await freshDatabase({ max: 2 })
  clientId = await insertClient(database.pool)
})
afterAll(() => database.drop())
beforeEach(() => database.pool.query('delete from client_facts'))

const file = (facts: readonly object[], of = clientId) =>
  Promise.all(facts.map((fact) => insert(database.pool, 'client_facts', { client_id: of, ...fact })))
const asked = (...words: string[]): FactQuestion => ({ kind: 'price', words, circumstances: [], asked: '' })
const found = async (question: FactQuestion) =>
  (await findFacts(database.pool, clientId, [question])).map(({ about }) => about)

const prices = [
  { kind: 'price', about: 'boiler service', says: '£80' },
  { kind: 'price', about: 'boiler replacement', says: 'from £1,900' },
  { kind: 'price', about: 'tap replacement', says: '£95' },
]

test('the likeliest come first, by words and their endings', async () => {
  await file(prices)
  expect((await found(asked('boiler', 'servic')))[0]).toBe('boiler service')
  expect(await found(asked('tap', 'replac'))).toEqual(['tap replacement', 'boiler replacement'])
  expect(await found(asked('roof'))).toEqual([])
})

test('a slip of the thumb finds them too', async () => {
  await file(prices)
  expect((await found(asked('boyler', 'servis')))[0]).toBe('boiler service')
  expect((await found(asked('replacment')))[0]).toMatch(/replacement/)
})

test('hours, area and services are found without a word in common; prices are not', async () => {
  await file([{ kind: 'hours', says: '8 to 6' }, { kind: 'area', says: 'Leeds' }, ...prices])
  const of = async (kind: AskedKind) => (await findFacts(database.pool, clientId, [{ ...asked('otley'), kind }])).length
  expect([await of('hours'), await of('area'), await of('price'), await of('other')]).toEqual([1, 1, 0, 0])
})

test('another client’s facts are never found', async () => {
  const other = await insertClient(database.pool, { phone_number: '+447700900777', twilio_number: '+447700900778' })
  await file(prices, other)
  expect(await found(asked('boiler', 'servic'))).toEqual([])
})

test('at most a handful comes, however many there are', async () => {
  await file(Array.from({ length: 60 }, (_, n) => ({ kind: 'price', about: `boiler service ${n}`, says: '£80' })))
  expect(await found(asked('boiler'))).toHaveLength(MOST_FOUND)
})

test.each(["'; drop table client_facts; --", 'or or or', '& | ! <->', '\\', '%_', 'ř'.repeat(500)])(
  'words that are no words are only looked for: %s',
  async (words) => {
    await file(prices)
    expect(await found(asked(words))).toEqual(expect.any(Array))
  },
)

test('where nothing is asked, nothing is asked of the database', async () => {
  const refusing = { query: () => Promise.reject(new Error('asked')) } as unknown as FreshDatabase['pool']
  expect(await findFacts(refusing, clientId, [])).toEqual([])
})

describe('of the cases of grounding', () => {
  const cases = readFileSync(new URL('../../../domain/src/grounding/cases.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as GroundingCase)

  test('the search leaves out no fact that the answer needs', async () => {
    for (const { facts, texts, expect: wanted } of cases) {
      await database.pool.query('delete from client_facts')
      await file(facts)
      const questions = readFactQuestions({ texts, region: 'GB', jobType: null })
      const { facts: chosen, open } = ground(questions, await findFacts(database.pool, clientId, questions))
      const quoted = wanted.quotes.map((at) => facts[at - 1]?.says)
      expect({ texts, said: chosen.map(({ says }) => says).sort() }).toEqual({ texts, said: quoted.sort() })
      if (wanted.open) expect({ texts, open }).toEqual({ texts, open: wanted.open })
    }
  })
})
