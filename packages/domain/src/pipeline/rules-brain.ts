/** The brain that cannot fail: the four questions answered by rules and templates, without any call. */
import { dialByRules, flowByRules, type RuleAnswer, screenByRules } from '../rules/answers.ts'
import type { Answer, Brain } from './brain.ts'
import { template } from './templates.ts'

export const rulesBrain: Brain = {
  sentinel: async (question) => byRules(screenByRules(question)),
  dial: async (question) => byRules(dialByRules(question)),
  flow: async (question) => byRules(flowByRules(question)),
  lyra: async (question) => byRules({ value: template(question), because: `the template for ${question.say.kind}` }),
}

function byRules<T>({ value, because }: RuleAnswer<T>): Answer<T> {
  return { value, by: 'rules', because, tookMs: 0, usage: null, fellBack: null }
}
