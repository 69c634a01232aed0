/**
 * What the AI's tokens cost: standard tier, prompts up to 272,000 tokens. Source: OpenAI's list of prices
 * (https://developers.openai.com/api/docs/pricing), taken on 2026-11-20 from public copies of it: GPT-4 and GPT-5 up to
 * 5.5 from github.com/simonw/llm-prices, GPT-5.6 as announced on 2026-07-30, GPT-6 as announced on 2026-09-22.
 */
export interface Price {
  /** Millionths of a US dollar for a million tokens. */
  input: number
  cachedInput: number
  output: number
}

/** By the name of a model, or of its family. */
export type Prices = Readonly<Record<string, Price>>

export const listPrices: Prices = {
  'gpt-4o': { input: 2_500_000, cachedInput: 1_250_000, output: 10_000_000 },
  'gpt-4o-mini': { input: 150_000, cachedInput: 75_000, output: 600_000 },
  'gpt-4.1': { input: 2_000_000, cachedInput: 500_000, output: 8_000_000 },
  'gpt-4.1-mini': { input: 400_000, cachedInput: 100_000, output: 1_600_000 },
  'gpt-5': { input: 1_250_000, cachedInput: 125_000, output: 10_000_000 },
  'gpt-5-mini': { input: 250_000, cachedInput: 25_000, output: 2_000_000 },
  'gpt-5-nano': { input: 50_000, cachedInput: 5_000, output: 400_000 },
  'gpt-5.1': { input: 1_250_000, cachedInput: 125_000, output: 10_000_000 },
  'gpt-5.2': { input: 1_750_000, cachedInput: 175_000, output: 14_000_000 },
  'gpt-5.4': { input: 2_500_000, cachedInput: 250_000, output: 15_000_000 },
  'gpt-5.4-mini': { input: 750_000, cachedInput: 75_000, output: 4_500_000 },
  'gpt-5.4-nano': { input: 200_000, cachedInput: 20_000, output: 1_250_000 },
  'gpt-5.5': { input: 5_000_000, cachedInput: 500_000, output: 30_000_000 },
  'gpt-5.6-terra': { input: 2_000_000, cachedInput: 200_000, output: 12_000_000 },
  'gpt-5.6-luna': { input: 200_000, cachedInput: 20_000, output: 1_200_000 },
  'gpt-6-sol': { input: 2_000_000, cachedInput: 200_000, output: 10_000_000 },
  'gpt-6-luna': { input: 100_000, cachedInput: 10_000, output: 500_000 },
}

export interface Tokens {
  /** All of the prompt, the cached part included. */
  input: number
  cachedInput: number
  output: number
}

/** `listed` is false where the model is unknown and the dearest known price was taken. Rounded up. */
export function costOf(prices: Prices, model: string, tokens: Tokens): { microUsd: number; listed: boolean } {
  const known = [model, familyOf(model)].map((name) => (Object.hasOwn(prices, name) ? prices[name] : undefined))
  const listed = known.find((price) => price !== undefined)
  const price = listed ?? dearestOf(prices)
  const cached = Math.min(tokens.cachedInput, tokens.input)
  const total = (tokens.input - cached) * price.input + cached * price.cachedInput + tokens.output * price.output
  return { microUsd: Math.ceil(total / 1_000_000), listed: listed !== undefined }
}

/** Better to count too much than too little for a model that is not in the list. */
function dearestOf(prices: Prices): Price {
  return Object.values({ ...listPrices, ...prices }).reduce((one, other) => (other.output > one.output ? other : one))
}

/** A dated snapshot costs what its family costs: `gpt-5.4-mini-2026-03-17` is `gpt-5.4-mini`. */
function familyOf(model: string): string {
  return model.replace(/-\d{4}-\d{2}-\d{2}$/, '')
}
