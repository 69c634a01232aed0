/** LYRA puts the decision in words, has the words checked, and falls back to the template where they fail. */
import { quoteOf } from '../grounding/fact.ts'
import type { Grounding } from '../grounding/ground.ts'
import { foldToPlain } from '../outbox/segments.ts'
import type { Brain, Facts, Say, WordingQuestion } from './brain.ts'
import { template } from './templates.ts'
import type { Decision, Turn, Worded } from './turn.ts'
import { faultsOf } from './words-check.ts'

interface ToWord {
  decision: Decision
  facts: Facts
  grounding: Grounding
}

export async function lyra(brain: Brain, turn: Turn, { decision, facts, grounding }: ToWord): Promise<Worded> {
  if (decision.say === null) return { reply: null, answer: null, faults: [], quoted: [], open: null }
  const answersQuestions = hasRoom(decision.say)
  const question = withWhatFits({
    say: decision.say,
    businessName: turn.client.businessName,
    ownerName: turn.client.ownerName,
    bookingUrl: turn.client.bookingUrl,
    templates: turn.client.templates,
    jobType: facts.jobType,
    location: facts.location,
    customerName: facts.name,
    facts: answersQuestions ? grounding.facts.map(quoteOf) : [],
    open: answersQuestions && !saysOwnerAnswers(decision.say) ? grounding.open : null,
    texts: turn.texts.map((text) => text.body),
  })
  const answer = await brain.lyra(question)
  const draft = foldToPlain(answer.value).replace(/\s+/g, ' ').trim()
  const faults = faultsOf(draft, question)
  const { facts: quoted, open } = question
  return { reply: faults.length === 0 ? draft : template(question), answer, faults, quoted, open }
}

/** A closing line or a decline has one segment and answers nothing. */
function hasRoom(say: Say): boolean {
  return say.kind !== 'decline' && say.kind !== 'closing'
}

/** These say already that the owner reads the texts and will be in touch. */
function saysOwnerAnswers(say: Say): boolean {
  return say.kind === 'booking-and-alert' || say.kind === 'owner-will-be-in-touch' || say.kind === 'hand-over'
}

/** A fact that no wording has room for is left to the owner. */
function withWhatFits(question: WordingQuestion): WordingQuestion {
  const worded = template(question)
  if (question.facts.every((fact) => worded.includes(fact))) return question
  return { ...question, facts: [], open: saysOwnerAnswers(question.say) ? null : (question.open ?? 'question') }
}
