import { expect, test } from 'vitest'
import { budgetState, dollars, whyOverBudget } from './budget.ts'

test.each([
  [0, null, 'within'],
  [5_000_000, null, 'within'],
  [0, 1_000, 'within'],
  [799, 1_000, 'within'],
  [800, 1_000, 'near'],
  [999, 1_000, 'near'],
  [1_000, 1_000, 'reached'],
  [1_200, 1_000, 'reached'],
  // A budget of nothing is a wish for no AI at all.
  [0, 0, 'reached'],
] as const)('%d spent of %s is %s', (spentMicroUsd, budgetMicroUsd, state) => {
  expect(budgetState({ spentMicroUsd, budgetMicroUsd })).toBe(state)
})

test('the client’s budget or the fleet’s, whichever is used up first, keeps the AI from being asked, and says so', () => {
  const some = { spentMicroUsd: 1_000, budgetMicroUsd: 2_000 }
  const none = { spentMicroUsd: 2_000, budgetMicroUsd: 2_000 }
  expect(whyOverBudget({ client: some, fleet: some })).toBeNull()
  expect(whyOverBudget({ client: none, fleet: some })).toBe(
    "this client's AI budget for the day ($0.002000 of $0.002000 spent)",
  )
  expect(whyOverBudget({ client: some, fleet: none })).toContain('of all clients')
})

test('money is told to the cent, or as exact as it is kept where there is less than a dollar', () => {
  expect([dollars(1_234_567), dollars(840), dollars(0)]).toEqual(['$1.23', '$0.000840', '$0.000000'])
})
