/** What the AI may cost in a day, and what follows from what it has cost: nothing, a word to the founder, or the rules. */

/** From this share of a budget on the founder is told. */
export const NEAR = 0.8

export type BudgetState = 'within' | 'near' | 'reached'

/** Both in millionths of a US dollar, of one UTC day; without a budget there is nothing to reach. */
export interface Spending {
  spentMicroUsd: number
  budgetMicroUsd: number | null
}

export function budgetState({ spentMicroUsd, budgetMicroUsd }: Spending): BudgetState {
  if (budgetMicroUsd === null) return 'within'
  if (spentMicroUsd >= budgetMicroUsd) return 'reached'
  return spentMicroUsd >= budgetMicroUsd * NEAR ? 'near' : 'within'
}

/** Why the AI is not asked, in words for the trace; null while both budgets have something left. */
export function whyOverBudget(of: { client: Spending; fleet: Spending }): string | null {
  if (budgetState(of.client) === 'reached') return `this client's AI budget for the day (${inWords(of.client)})`
  if (budgetState(of.fleet) === 'reached') return `the AI budget of all clients for the day (${inWords(of.fleet)})`
  return null
}

function inWords({ spentMicroUsd, budgetMicroUsd }: Spending): string {
  return `${dollars(spentMicroUsd)} of ${dollars(budgetMicroUsd ?? 0)} spent`
}

/** To the cent from a dollar on; below it, as exact as it is kept. */
export function dollars(microUsd: number): string {
  return microUsd >= 1_000_000 ? `$${(microUsd / 1_000_000).toFixed(2)}` : `$${(microUsd / 1_000_000).toFixed(6)}`
}
