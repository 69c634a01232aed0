/** The user message of each question: what is ours to state as lines, then people's words between delimiters. */
import type { ProposalQuestion } from '@jobrun/domain/onboarding/proposing'
import type { Askable, Say, TextsQuestion, ThreadLine, WordingQuestion } from '@jobrun/domain/pipeline/brain'
import { asData, asLine } from './outside-words.ts'

/** Enough of the thread to understand an answer like "yes" or "the second one". */
const MOST_EARLIER = 10

const asks: Record<Askable, string> = {
  jobType: 'what service they need',
  location: 'whereabouts they are',
  requestedTime: 'when would suit them',
  what: 'what they need done, and where',
}

/** SENTINEL judges the texts alone: what was said before must not make them look better or worse. */
export function textsAlone({ texts }: Pick<TextsQuestion, 'texts'>): string {
  return customerTexts(texts)
}

/** What stays the same from turn to turn comes first, for the sake of the provider's prefix cache. */
export function textsInThread({ texts, asked, thread }: TextsQuestion): string {
  return [
    ...(thread.length === 0 ? [] : [earlierTexts(thread.slice(-MOST_EARLIER))]),
    ...(asked === null ? [] : [`We last asked the customer ${asks[asked]}.`]),
    customerTexts(texts),
  ].join('\n')
}

/** What an owner was asked at sign-up, and what they wrote. */
export function answerToOurs({ asks: asked, examples, texts }: ProposalQuestion): string {
  return [`asked: ${asked}`, ...examples.map((example) => `example: ${example}`), customerTexts(texts)].join('\n')
}

export function wordingLines(question: WordingQuestion): string {
  const { say, businessName, ownerName, bookingUrl, facts, open } = question
  return [
    line('business', businessName),
    line('owner', ownerName),
    `action: ${say.kind}`,
    `means: ${meaningOf(say)}`,
    line('bookingUrl', includesLink(say) ? bookingUrl : null),
    say.kind === 'clarify' ? `ask: ${asks[say.ask]}` : null,
    open === null ? null : `leave: the ${open}`,
    facts.length === 0 && open === null ? null : answering(facts),
    customerTexts([...saidBefore(question), ...question.texts]),
  ]
    .filter((part) => part !== null)
    .join('\n')
}

function line(name: string, value: string | null): string | null {
  const written = asLine(value ?? '')
  return written === '' ? null : `${name}: ${written}`
}

/** Only where something is asked: most turns need none of these words. */
function answering(facts: readonly string[]): string {
  const left = 'if there is a leave line, say that the owner will tell them that; say neither yes nor no yourself'
  if (facts.length === 0) return `answering: ${left}`
  const fenced = `<facts>\n${facts.map(asData).join('\n')}\n</facts>`
  return `answering: put each line of the facts into the reply word for word, as a sentence of its own; ${left}\n${fenced}`
}

function includesLink(say: Say): boolean {
  return say.kind === 'booking-link' || (say.kind === 'booking-and-alert' && say.withLink)
}

/** What the customer told us is the customer's words too, so it stands inside the delimiters. */
function saidBefore({ customerName, jobType, location }: WordingQuestion): string[] {
  const told = { name: customerName, job: jobType, place: location }
  return Object.entries(told).flatMap(([what, words]) => (words ? [`(${what}) ${words}`] : []))
}

function meaningOf(say: Say): string {
  switch (say.kind) {
    case 'booking-link':
      return 'thank them and give the booking link'
    case 'booking-and-alert':
      return say.again
        ? 'say that this is noted and that the owner is being told this too'
        : 'say that the urgent request has arrived and the owner is being told now'
    case 'acknowledge':
      return say.changed.length === 0
        ? 'say "Got it"; the booking link they have still works; do not repeat it'
        : `say that we have noted ${say.changed.join(', ')}; the booking link they have still works; do not repeat it`
    case 'owner-will-be-in-touch':
      return 'say that this has been passed to the owner, who will be in touch'
    case 'clarify':
      return 'ask only for what the ask line says'
    case 'hand-over':
      return say.again
        ? 'say that this has been passed on to the owner too'
        : 'say that their texts have been passed to the owner, who will be in touch'
    case 'decline':
      return 'thank them and say that this is nothing we can help with, in at most 140 characters'
    case 'closing':
      return 'one short closing line, in at most 100 characters, no question'
  }
}

function customerTexts(texts: readonly string[]): string {
  return `<customer_texts>\n${texts.map(asData).join('\n---\n')}\n</customer_texts>`
}

function earlierTexts(thread: readonly ThreadLine[]): string {
  const lines = thread.map(({ from, body }) => `${from}: ${asData(body)}`)
  return `<earlier_texts>\n${lines.join('\n')}\n</earlier_texts>`
}
