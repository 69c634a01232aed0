// Which part of a prompt counts as cached: the longest beginning seen before, from 1,024 tokens on, in steps of 128.
// https://platform.openai.com/docs/guides/prompt-caching
import { type CompletionRequest, textOf, tokens } from './completion.ts'

const shortest = 1_024
const step = 128
const lettersAToken = 4
const promptsKept = 200

export class PromptCache {
  /** Prompts by their first 1,024 tokens and model; the last one of each. */
  readonly #seen = new Map<string, string>()

  /** Remembers the prompt and answers how many of its tokens were cached. */
  cachedTokens(request: CompletionRequest): number {
    const prompt = request.messages.map(textOf).join(' ')
    if (tokens(prompt) < shortest) return 0
    const key = `${request.model} ${prompt.slice(0, shortest * lettersAToken)}`
    const before = this.#seen.get(key)
    this.#seen.delete(key)
    this.#seen.set(key, prompt)
    const [oldest] = this.#seen.keys()
    if (this.#seen.size > promptsKept && oldest !== undefined) this.#seen.delete(oldest)
    if (before === undefined) return 0
    const common = commonLetters(before, prompt)
    return Math.floor(common / lettersAToken / step) * step
  }
}

function commonLetters(one: string, other: string): number {
  const most = Math.min(one.length, other.length)
  let same = 0
  while (same < most && one[same] === other[same]) same += 1
  return same
}
