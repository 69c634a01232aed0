/** LYRA puts the decision in words, has the words checked, and falls back to the template where they fail. */
import { foldToPlain } from '../outbox/segments.ts'
import type { Brain, Facts, WordingQuestion } from './brain.ts'
import { template } from './templates.ts'
import type { Decision, Turn, Worded } from './turn.ts'
import { faultsOf } from './words-check.ts'

export async function lyra(brain: Brain, turn: Turn, decision: Decision, facts: Facts): Promise<Worded> {
  if (decision.say === null) return { reply: null, answer: null, faults: [] }
  const question: WordingQuestion = {
    say: decision.say,
    businessName: turn.client.businessName,
    ownerName: turn.client.ownerName,
    bookingUrl: turn.client.bookingUrl,
    jobType: facts.jobType,
    location: facts.location,
    customerName: facts.name,
    facts: factLines(turn),
    texts: turn.texts.map((text) => text.body),
  }
  const answer = await brain.lyra(question)
  const draft = foldToPlain(answer.value).replace(/\s+/g, ' ').trim()
  const faults = faultsOf(draft, question)
  return { reply: faults.length === 0 ? draft : template(question), answer, faults }
}

function factLines(turn: Turn): string[] {
  const { services, serviceArea, prices, hours } = turn.client.facts
  return [
    ...(services.length > 0 ? [`Services: ${services.join(', ')}`] : []),
    ...(serviceArea ? [`Area: ${serviceArea}`] : []),
    ...prices.map((price) => `Price: ${price}`),
    ...(hours ? [`Hours: ${hours}`] : []),
  ]
}
