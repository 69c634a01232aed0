import { expect, test } from 'vitest'
import { readReplayWords } from './replay-words.ts'

const now = new Date('2030-01-15T10:20:30Z')
const words = { since: '7d', examples: '3' }
const optionsOf = (change: object, at = now) => {
  const read = readReplayWords({ ...words, ...change }, at)
  return read.ok ? read.options : read.problem
}

test('days and hours are whole ones, so that the same question a minute later is the same', () => {
  expect(optionsOf({})).toMatchObject({ since: new Date('2030-01-08T00:00:00Z'), brain: null, clientId: null })
  expect(optionsOf({ since: '2h' })).toMatchObject({ since: new Date('2030-01-15T08:00:00Z') })
  expect(optionsOf({}, new Date(now.getTime() + 60_000))).toEqual(optionsOf({}))
  expect(optionsOf({ since: '2030-01-01', until: '2030-01-02T00:00:00Z', brain: 'ai' })).toMatchObject({
    since: new Date('2030-01-01T00:00:00Z'),
    until: new Date('2030-01-02T00:00:00Z'),
    brain: 'ai',
  })
})

test.each([
  [{ since: 'yesterday' }, '--since'],
  [{ since: '2030-13-01' }, '--since'],
  [{ until: '3' }, '--until'],
  [{ client: 'elm' }, '--client'],
  [{ brain: 'mine' }, '--brain'],
  [{ examples: '-1' }, '--examples'],
])('%o is refused in words that begin with %s', (change, name) => {
  expect(optionsOf(change)).toMatch(new RegExp(`^${name}`))
})
