/**
 * The rules' answers to SENTINEL, DIAL and FLOW: pure, immediate, each with the words it met and the rule's name.
 * It decides nothing about what is sent; RUNE does.
 */
import type { Dialled, Facts, Intent, Screening, TextsQuestion } from '../pipeline/brain.ts'
import { findAdvert } from './adverts.ts'
import { findClosing, onlySigns } from './closing.ts'
import { findDanger } from './danger.ts'
import { claimsUrgency, readUrgency } from './declared-urgency.ts'
import { readJobType } from './job-type.ts'
import { readName } from './name.ts'
import { optOutBecause, readOptWords } from './opt-out-words.ts'
import { readPlace } from './place.ts'
import { isChat, readRequest } from './request.ts'
import { readRequestedTime } from './requested-time.ts'
import { screen } from './screen.ts'
import { folded, plain, wordCount } from './words.ts'

export interface RuleAnswer<T> {
  value: T
  because: string
}

/** Fixed by the trade's checks: how sure the rules are of each answer. */
const confidences = { URGENT: 0.9, NON_LEAD: 0.85, NORMAL: 0.75, question: 0.6, otherwise: 0.5 } as const

const said = (words: string, rule: string): string => (words === '' ? rule : `"${words}": ${rule}`)

export function screenByRules(question: TextsQuestion): RuleAnswer<Screening> {
  const screened = screen(question.texts)
  return { value: screened.value, because: said(screened.words, screened.because) }
}

export function dialByRules(question: TextsQuestion): RuleAnswer<Dialled> {
  const { texts } = question
  const whole = texts.join('\n')
  if (texts.some((text) => readOptWords(text) === 'out')) {
    return dialled('NON_LEAD', said(optOutBecause(whole)?.words ?? whole, 'asks for no more texts'))
  }
  const screened = screen(texts)
  if (screened.value === 'SPAM' || screened.value === 'SCAM' || screened.value === 'INJECTION') {
    return dialled('NON_LEAD', said(screened.words, screened.because))
  }
  const danger = findDanger(texts)
  if (danger) return dialled('URGENT', said(danger.words, danger.because))
  return (
    advert(whole) ??
    urgent(texts) ??
    closed(question) ??
    answered(question) ??
    requested(texts) ??
    arranged(question) ??
    unclear(whole)
  )
}

function advert(whole: string): RuleAnswer<Dialled> | null {
  const met = findAdvert(whole)
  return met && dialled('NON_LEAD', said(met.words, met.because))
}

function urgent(texts: readonly string[]): RuleAnswer<Dialled> | null {
  const claimed = claimsUrgency(texts)
  return claimed === null ? null : dialled('URGENT', said(claimed, 'the customer says it is urgent'))
}

/** A turn is closed only when each of its texts is: "thanks" after a request does not take the request back. */
function closed(question: TextsQuestion): RuleAnswer<Dialled> | null {
  const met = question.texts.map((text) => findClosing(text))
  const first = met[0]
  if (!first || met.some((each) => each === null)) return null
  const answersUs = question.thread.some(({ from }) => from === 'business') && question.asked === null
  if (first.because === onlySigns && !answersUs) return null
  return dialled('NON_LEAD', said(first.words, first.because))
}

/** After a clarifying question, few words that fit what was asked are an answer. */
function answered(question: TextsQuestion): RuleAnswer<Dialled> | null {
  if (question.asked === null) return null
  const facts = factsOf(question)
  const fits = question.asked === 'what' ? facts.jobType : facts[question.asked]
  return fits === null ? null : dialled('NORMAL', said(fits, `answers what was asked (${question.asked})`))
}

function requested(texts: readonly string[]): RuleAnswer<Dialled> | null {
  const met = readRequest(texts)
  return met && dialled('NORMAL', said(met.words, met.because))
}

const arranging =
  /\b(?:how about|what about|better|(?:is|are|would be|be) (?:fine|ok|okay|good|perfect|great|best)|works|suits|instead|shall (?:we|i)|can (?:we|you|i|u)|could (?:we|you)|(?:i|we) can|(?:i|we)'?(?:ll| will) be|(?:i|we)(?:'m| am|'re| are) (?:free|available|in|home|around)|free|available|any time|anytime|let's|meet|visit|appointment|see you|confirm(?:ed)?|earlier|later|prefer\w*)\b/

/** A time proposed or moved is a request to us; a thing named with a time is one too. */
function arranged(question: TextsQuestion): RuleAnswer<Dialled> | null {
  const whole = question.texts.join('\n')
  const time = readRequestedTime(whole, question)
  if (!time || isChat(plain(whole))) return null
  if (readJobType(question.texts)) return dialled('NORMAL', said(time.words, 'a thing and a time'))
  const met = arranging.exec(plain(whole))
  return met && dialled('NORMAL', said(`${met[0]} … ${time.words}`, 'a time proposed'))
}

function unclear(whole: string): RuleAnswer<Dialled> {
  const asks = isQuestion(whole)
  const because = asks ? 'a question without a request' : 'no request found'
  return { value: { intent: 'UNCLEAR', confidence: asks ? confidences.question : confidences.otherwise }, because }
}

function dialled(intent: Exclude<Intent, 'UNCLEAR'>, because: string): RuleAnswer<Dialled> {
  return { value: { intent, confidence: confidences[intent] }, because }
}

function isQuestion(text: string): boolean {
  return (
    text.includes('?') ||
    /^(?:who|what|when|where|why|how|which|is|are|do|does|did|can|could|will|would|should)\b/.test(plain(text))
  )
}

export function flowByRules(question: TextsQuestion): RuleAnswer<Facts> {
  const facts = factsOf(question)
  const found = Object.entries(facts).filter(([, value]) => value !== null)
  const because = found.length === 0 ? 'no fact found' : found.map(([fact, value]) => `${fact} "${value}"`).join(', ')
  return { value: facts, because }
}

function factsOf(question: TextsQuestion): Facts {
  const { texts, asked } = question
  const whole = texts.join('\n')
  const name = readName(whole)?.name ?? null
  const place = readPlace(whole, question.region)
  const isName = place && name?.includes(place.location)
  const time = readRequestedTime(whole, question)
  const job = readJobType(texts)
  return {
    jobType: job?.jobType ?? (asked === 'jobType' || asked === 'what' ? briefAnswer(whole) : null),
    urgency: readUrgency(texts) ?? findDanger(texts)?.words ?? null,
    location: (isName ? null : place?.location) ?? (asked === 'location' ? briefAnswer(whole) : null),
    requestedTime: time?.words ?? null,
    name,
    extraDetails: job && wordCount(whole) > 6 ? folded(whole).slice(0, 300) : null,
  }
}

/** Sounds and stray words that answer nothing. */
const fillers = /^(?:hm+|um+|er+m*|uh+|eh|huh|what|ok(?:ay)?|maybe|dunno|idk|lol|(?:ha)+|test(?:ing)?|ping|asdf\w*)$/

/** The whole of a short answer, when no better word was found in it; not a greeting, a refusal or a question. */
function briefAnswer(whole: string): string | null {
  const words = wordCount(whole)
  if (words === 0 || words > 5 || isQuestion(whole) || findClosing(whole) || fillers.test(plain(whole).trim()))
    return null
  if (/\b(?:don't know|not sure|no idea|hello|hi|hey|yes|no|why|sorry|wait|nothing|later)\b/.test(plain(whole)))
    return null
  return folded(whole).replace(/[.!]+$/, '')
}
