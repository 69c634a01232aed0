import { expect, test } from 'vitest'
import { costOf } from './ai-prices.ts'

test('a dated snapshot costs what its family costs, the cached part less, rounded up', () => {
  // 800 × $0.75 + 200 × $0.075 + 50 × $4.50, each per million
  const tokens = { input: 1_000, cachedInput: 200, output: 50 }
  expect(costOf('gpt-5.4-mini-2026-03-17', tokens)).toEqual({ microUsd: 840, listed: true })
  expect(costOf('gpt-5.4-mini', tokens)).toEqual({ microUsd: 840, listed: true })
  expect(costOf('gpt-6-luna', { input: 1, cachedInput: 0, output: 0 }).microUsd).toBe(1)
})

test.each(['a-model-of-tomorrow', 'constructor', ''])('"%s" is counted as the dearest and says so', (model) => {
  expect(costOf(model, { input: 1_000, cachedInput: 0, output: 100 })).toEqual({ microUsd: 8_000, listed: false })
})
