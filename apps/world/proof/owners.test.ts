import { expect, test } from 'vitest'
import { runOwners } from './owners/run-owners.ts'

test('noisy owners end live, reminded or with a person; none is lost, doubled, or live unpaid', async () => {
  const judged = await runOwners({ count: 24, seed: 7 })
  expect(judged.broken).toEqual([])
  expect(judged.live + judged.parked + judged.handedOver).toBe(24)
  expect(judged.live).toBeGreaterThan(8)
}, 300_000)
