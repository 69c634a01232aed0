import fc from 'fast-check'
import { validate, version } from 'uuid'
import { expect, test } from 'vitest'
import { derivedId, inboundIdOf } from './ids.ts'

test('the same thing has the same id, which is a uuid', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, two) => {
      for (const id of [inboundIdOf(one), derivedId(one, two)]) expect([validate(id), version(id)]).toEqual([true, 5])
      expect(inboundIdOf(one)).toBe(inboundIdOf(one))
      expect(derivedId(one, two)).toBe(derivedId(one, two))
      if (one !== two) expect(inboundIdOf(one)).not.toBe(inboundIdOf(two))
    }),
    { numRuns: 100 },
  )
})

test('an id stays what it was, because stored rows hold it', () => {
  expect(inboundIdOf('SM00000000000000000000000000000001')).toBe('e8245e22-eb01-577d-a404-e44689637360')
  expect(derivedId('row', 'sweep 1')).not.toBe(derivedId('row', 'sweep 2'))
})
