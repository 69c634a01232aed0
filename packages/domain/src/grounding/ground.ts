/**
 * Which facts answer what was asked, and what is left for the owner. A fact counts only when it is clearly the answer:
 * a price for exactly the thing it is for, and never one of two that fit equally well.
 */
import type { Fact, FactKind } from './fact.ts'
import { statesPrice } from './fact.ts'
import type { FactQuestion } from './fact-question.ts'
import { areSameWords, contentWords, holdsAll, likeness, withoutKindWords } from './fact-words.ts'

/** What is left for the owner to say. */
export type OpenQuestion = 'price' | 'question'

export interface Grounding {
  questions: readonly FactQuestion[]
  /** What was looked through; kept, so that the turn can be decided again. */
  found: readonly Fact[]
  /** At most MOST_QUOTED, in the order asked. */
  facts: readonly Fact[]
  open: OpenQuestion | null
}

/** Two quotations, a sentence and a link are what two segments hold. */
const MOST_QUOTED = 2
/** Of likeness, above which a kept question is taken for the one asked: half the words in common are not enough. */
const LIKE = 0.6

export function ground(questions: readonly FactQuestion[], facts: readonly Fact[]): Grounding {
  const quoted: Fact[] = []
  let open: OpenQuestion | null = null
  for (const question of questions) {
    const fact = answerTo(question, facts)
    if (fact && quoted.includes(fact)) continue
    if (fact && quoted.length < MOST_QUOTED) quoted.push(fact)
    else if (fact || isOwedAnAnswer(question, facts)) open = open === 'price' ? open : openAs(question)
  }
  return { questions, found: facts, facts: quoted, open }
}

function openAs({ kind }: FactQuestion): OpenQuestion {
  return kind === 'price' ? 'price' : 'question'
}

/** Whether silence on it would be wrong. A client who lists no services leaves "do you do …?" to the booking. */
function isOwedAnAnswer({ kind }: FactQuestion, facts: readonly Fact[]): boolean {
  switch (kind) {
    case 'price':
    case 'hours':
    case 'area':
      return true
    case 'service':
      return facts.some((fact) => fact.kind === 'service')
    case 'other':
      return false
  }
}

function answerTo(question: FactQuestion, facts: readonly Fact[]): Fact | null {
  const kept = likeliest(question, facts)
  switch (question.kind) {
    case 'price':
      return exactPrice(question, facts) ?? kept
    case 'hours':
    case 'area':
      return kept ?? wholeOfKind(question, of(question.kind, facts))
    case 'service':
      return kept ?? coveringService(question, facts)
    case 'other':
      return kept
  }
}

const of = (kind: FactKind, facts: readonly Fact[]) => facts.filter((fact) => fact.kind === kind)

/** What a fact is about, as words to compare. */
const subject = (fact: Fact) => contentWords(fact.about)

/** The price of what was asked, word for word; a place or a working day beside it only if no other price may be meant. */
function exactPrice({ words, circumstances }: FactQuestion, facts: readonly Fact[]): Fact | null {
  const prices = facts.filter(statesPrice)
  const exact = prices.filter((fact) => areSameWords(subject(fact), words))
  if (exact.length > 0) return only(exact)
  const bare = words.filter((word) => !circumstances.includes(word))
  if (bare.length === words.length) return null
  const near = prices.filter((fact) => bare.length > 0 && holdsAll(subject(fact), bare))
  return only(near.filter(() => near.length === 1).filter((fact) => areSameWords(subject(fact), bare)))
}

/** A kept answer whose question is the one asked. One that holds a price has to be asked for word for word. */
function likeliest({ words }: FactQuestion, facts: readonly Fact[]): Fact | null {
  const scored = of('answer', facts)
    .filter((fact) => !statesPrice(fact) || areSameWords(subject(fact), words))
    .map((fact) => ({
      fact,
      like: Math.max(likeness(words, subject(fact)), likeness(words, withoutKindWords(subject(fact)))),
    }))
  const best = Math.max(LIKE, ...scored.map(({ like }) => like))
  return only(scored.filter(({ like }) => like === best && like > LIKE).map(({ fact }) => fact))
}

/** The only row of hours or area, or the only one that names what was asked for. */
function wholeOfKind({ words }: FactQuestion, facts: readonly Fact[]): Fact | null {
  const naming = facts.filter((fact) => words.length > 0 && holdsAll(contentWords(`${fact.about} ${fact.says}`), words))
  return only(naming) ?? (naming.length === 0 ? only(facts) : null)
}

/** Work that any service is done by: "do you fix boilers" asks for boilers. */
const anyWork = contentWords('fix repair install service work handle sort supply deal carry undertake')

/** The service that holds all that was asked, the least beside it; a price for exactly that says it too. */
function coveringService({ words }: FactQuestion, facts: readonly Fact[]): Fact | null {
  const things = words.filter((word) => !anyWork.includes(word))
  const wanted = things.length > 0 ? things : words
  const fitting = of('service', facts).filter(
    (fact) =>
      wanted.length > 0 &&
      holdsAll(contentWords(`${fact.about} ${fact.says}`), wanted) &&
      likeness(subject(fact), wanted) > 0,
  )
  const beside = (fact: Fact) => subject(fact).filter((word) => !holdsAll(wanted, [word])).length
  const least = Math.min(...fitting.map(beside))
  const closest = fitting.filter((fact) => beside(fact) === least)
  return closest.length > 0
    ? only(closest)
    : only(of('price', facts).filter((fact) => areSameWords(subject(fact), words)))
}

/** None where there are several: choosing would be a guess. */
function only(facts: readonly Fact[]): Fact | null {
  return facts.length === 1 ? (facts[0] ?? null) : null
}
