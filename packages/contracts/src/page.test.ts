import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { pageQuery, writeCursor } from './page.ts'

const query = z.strictObject(pageQuery)

test('a cursor is read as it was written', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
      fc.uuid(),
      (at, id) => {
        expect(query.parse({ cursor: writeCursor({ at, id }) }).cursor).toEqual({ at, id })
      },
    ),
  )
})

test('whatever else is given as a cursor is refused, never an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (cursor) => {
      expect(query.safeParse({ cursor }).success).toBe(false)
    }),
  )
})

test('a page has 50 items unless told, and at most 100', () => {
  expect(query.parse({}).limit).toBe(50)
  expect(query.parse({ limit: '100' }).limit).toBe(100)
  for (const limit of ['0', '101', '-1', '1.5', '', '1e2']) expect(query.safeParse({ limit }).success).toBe(false)
})
