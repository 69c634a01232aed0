/** Fields of the request that only some families of models take; a wrong one is refused with 400. */
interface ModelSettings {
  temperature?: number
  reasoning_effort?: 'none' | 'minimal' | 'low'
}

/**
 * The same answer to the same text as far as the model can, and no thinking aloud: four seconds and a few hundred
 * tokens leave no room for it. GPT-5 knows `minimal`, its successors `none`, the o-series neither; all of these refuse
 * a temperature (openai/openai-agents-python#2089, BerriAI/litellm#13781, pydantic/pydantic-ai#7081).
 */
export function settingsFor(model: string): ModelSettings {
  if (/^o\d/.test(model)) return { reasoning_effort: 'low' }
  if (/^gpt-5(?![.\d])/.test(model)) return { reasoning_effort: 'minimal' }
  if (/^gpt-(?:5\.|[6-9])/.test(model)) return { reasoning_effort: 'none' }
  return { temperature: 0 }
}
