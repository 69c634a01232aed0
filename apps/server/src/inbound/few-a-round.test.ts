import { setImmediate as nextRound } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { fewARound } from './few-a-round.ts'

test('of those who come together, a few go on in each round, in their order, and nobody is left', async () => {
  const pass = fewARound(2)
  const through: number[] = []
  for (let n = 0; n < 5; n++) void pass().then(() => through.push(n))
  const seen: number[] = []
  for (let round = 0; round < 4; round++) {
    await nextRound()
    seen.push(through.length)
  }
  expect(through).toEqual([0, 1, 2, 3, 4])
  expect(seen.slice(0, 3).every((count, n) => count <= 2 * (n + 1))).toBe(true)
  await pass()
  expect(through).toHaveLength(5)
})
