import fc from 'fast-check'
import { expect, test } from 'vitest'
import { someFacts } from '../../test/turns.ts'
import { factNames, groundedFacts, mergeFacts, noFacts } from './flow.ts'

test('place, time and name count only where the customer wrote them', () => {
  const said = someFacts({ location: '12 Elm Road', requestedTime: 'Wednesday', name: 'Sam', jobType: 'boiler repair' })
  expect(groundedFacts(said, ['make it wednesday, 12  ELM road', 'sam'])).toEqual(said)
  expect(groundedFacts(said, ['my boiler is broken'])).toEqual(someFacts({ jobType: 'boiler repair' }))
})

test('part of a word, or a sign alone, is not what they wrote', () => {
  expect(
    groundedFacts(someFacts({ location: 'Lee', name: '!!!', requestedTime: 'noon' }), ['Leeds afternoon!!!']),
  ).toEqual(noFacts)
})

test('blank facts are no facts', () => {
  expect(groundedFacts(someFacts({ jobType: '  ', extraDetails: '' }), ['tap'])).toEqual(noFacts)
})

test('a correction overwrites, silence and the same words again do not', () => {
  const known = someFacts({ jobType: 'tap', location: '21 Elm Road' })
  expect(mergeFacts(known, someFacts({ location: '12 Elm Road' }))).toEqual({
    facts: someFacts({ jobType: 'tap', location: '12 Elm Road' }),
    changed: ['location'],
  })
  expect(mergeFacts(known, someFacts({ location: '21 elm road.' }))).toEqual({ facts: known, changed: [] })
  expect(mergeFacts(known, noFacts)).toEqual({ facts: known, changed: [] })
})

test('merging never loses a fact, and says exactly what changed', () => {
  const facts = fc.record({
    jobType: fc.option(fc.string()),
    urgency: fc.option(fc.string()),
    location: fc.option(fc.string()),
    requestedTime: fc.option(fc.string()),
    name: fc.option(fc.string()),
    extraDetails: fc.option(fc.string()),
  })
  fc.assert(
    fc.property(facts, facts, (known, said) => {
      const merged = mergeFacts(known, said)
      for (const name of factNames) {
        if (known[name] !== null) expect(merged.facts[name]).not.toBeNull()
        expect(merged.changed.includes(name)).toBe(merged.facts[name] !== known[name])
      }
      expect(mergeFacts(merged.facts, said).changed).toEqual([])
    }),
    { numRuns: 100 },
  )
})
