import { expect, test } from 'vitest'
import { costOf, listPrices } from './ai-prices.ts'

test('a dated snapshot costs what its family costs, the cached part less, rounded up', () => {
  // 800 × $0.75 + 200 × $0.075 + 50 × $4.50, each per million
  const tokens = { input: 1_000, cachedInput: 200, output: 50 }
  expect(costOf(listPrices, 'gpt-5.4-mini-2026-03-17', tokens)).toEqual({ microUsd: 840, listed: true })
  expect(costOf(listPrices, 'gpt-5.4-mini', tokens)).toEqual({ microUsd: 840, listed: true })
  expect(costOf(listPrices, 'gpt-6-luna', { input: 1, cachedInput: 0, output: 0 }).microUsd).toBe(1)
})

test.each(['a-model-of-tomorrow', 'constructor', ''])('"%s" is counted as the dearest and says so', (model) => {
  expect(costOf(listPrices, model, { input: 1_000, cachedInput: 0, output: 100 })).toEqual({
    microUsd: 8_000,
    listed: false,
  })
})

test('a price of our own goes before the list, by the model’s whole name or by its family’s', () => {
  const tokens = { input: 1_000_000, cachedInput: 0, output: 0 }
  const own = { input: 5, cachedInput: 1, output: 9 }
  const prices = { ...listPrices, 'gpt-5.4-mini': own, 'gpt-5.5-2026-04-01': { ...own, input: 7 } }
  expect(costOf(prices, 'gpt-5.4-mini-2026-03-17', tokens)).toEqual({ microUsd: 5, listed: true })
  expect(costOf(prices, 'gpt-5.5-2026-04-01', tokens)).toEqual({ microUsd: 7, listed: true })
  expect(costOf(prices, 'gpt-5.5-2026-05-01', tokens)).toEqual({ microUsd: 5_000_000, listed: true })
})
