import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { pageQuery, threadQuery, writeCursor, writeThreadCursor } from './page.ts'

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

test('so is the cursor of a conversation, and neither is taken for the other', () => {
  const thread = z.strictObject(threadQuery)
  const before = fc.record({
    at: fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
    id: fc.uuid(),
  })
  const position = fc
    .record({ beforeSeq: fc.option(fc.nat(999_999_999)), before: fc.option(before), beforeCall: fc.option(before) })
    .filter((at) => at.beforeSeq !== null || at.before !== null || at.beforeCall !== null)
  fc.assert(
    fc.property(position, (written) => {
      const cursor = writeThreadCursor(written)
      expect(thread.parse({ cursor }).cursor).toEqual(written)
      expect(query.safeParse({ cursor }).success).toBe(false)
      if (written.before) expect(thread.safeParse({ cursor: writeCursor(written.before) }).success).toBe(false)
    }),
  )
})

test('whatever else is given as a cursor is refused, never an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (cursor) => {
      expect(query.safeParse({ cursor }).success).toBe(false)
      expect(z.strictObject(threadQuery).safeParse({ cursor }).success).toBe(false)
    }),
  )
})

test('a page has 50 items unless told, and at most 100', () => {
  expect(query.parse({}).limit).toBe(50)
  expect(query.parse({ limit: '100' }).limit).toBe(100)
  for (const limit of ['0', '101', '-1', '1.5', '', '1e2']) expect(query.safeParse({ limit }).success).toBe(false)
})
