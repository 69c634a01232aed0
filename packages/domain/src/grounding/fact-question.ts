/**
 * Reads from a turn's texts what a customer asks about the business: a price, hours, the area, a service, or anything
 * else that a kept answer may fit. It knows no facts, and whether a question is answered is not decided here.
 */
import type { Region } from '../region.ts'
import { readJobType } from '../rules/job-type.ts'
import { readPlace } from '../rules/place.ts'
import { plain, sentences } from '../rules/words.ts'
import { contentWords, withoutKindWords } from './fact-words.ts'

export const askedKinds = ['price', 'hours', 'area', 'service', 'other'] as const
export type AskedKind = (typeof askedKinds)[number]

export interface FactQuestion {
  kind: AskedKind
  /** What is asked about, by its stems. */
  words: readonly string[]
  /** Of these, place and working day: they seldom change a price. */
  circumstances: readonly string[]
  /** The customer's own words, for the trace. */
  asked: string
}

export interface TextsToRead {
  /** Oldest first. */
  texts: readonly string[]
  region: Region
  /** What the open lead is about, where the texts themselves do not say: "how much is that?". */
  jobType: string | null
}

export const MOST_QUESTIONS = 3

const you = '(?:you|u|ya)(?: guys| lot)?(?: also| ever| even| still)?'
const amount = '(?:price|cost|charge|fee|rate)s?'

/** In this order: the first that fits names the kind. */
const patterns: readonly { kind: AskedKind; pattern: RegExp }[] = [
  {
    kind: 'price',
    pattern: new RegExp(
      [
        String.raw`\bhow much\b(?! (?:longer|time|notice|water|gas|more|further|damage|space|room|of)\b)`,
        String.raw`\bwhat(?:'s|s| is| are| would| will| do| does| d)?\b.{0,40}\b(?:${amount}|charging)\b`,
        String.raw`^(?:(?:hi|hello|hey|and|also|the|your|a|rough)\W+)*${amount} (?:for|of|to|on|please)\b`,
        String.raw`\b(?:give|tell|send|get|have|know|need|want|after|idea of|ballpark|rough)\b.{0,25}\b${amount}\b`,
        String.raw`\bdo ${you} charge\b`,
        String.raw`\b${amount}\b(?! (?:station|point|port|card|of phone)).{0,30}\?$`,
        String.raw`\b(?:is|was) (?:it|that|a|the)\b.{0,30}[£$€]\s?\d|\bcharge [£$€]\s?\d|\bfor [£$€]\s?\d`,
        String.raw`\b(?:discount|money off|cheaper|knock (?:\w+ )?off)\b`,
      ].join('|'),
    ),
  },
  {
    kind: 'hours',
    pattern: new RegExp(
      [
        String.raw`\b(?:are|r) ${you} (?:open|closed|shut)\b`,
        String.raw`\b(?:opening|working|business|office) (?:hours|times|days)\b|\byour hours\b`,
        String.raw`\bwh(?:at time|en|at days|at hours) (?:do|are|will) ${you} (?:open|closed?|shut|start|finish|work)\b`,
        String.raw`\bdo ${you} (?:work|open|do)(?: on| at)? (?:the )?(?:weekends?|evenings?|nights?|bank holidays?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b`,
      ].join('|'),
    ),
  },
  {
    kind: 'area',
    pattern: new RegExp(
      [
        String.raw`\b(?:do|can|would|will) ${you} (?:cover|serve|travel to)\b`,
        String.raw`\bdo ${you} (?:come|go|get|work)(?: out)? (?:to|in|around|near|as far as)(?! (?:my|our|us|me|it|the)\b)`,
        String.raw`\b(?:what|which) areas?\b|\bhow far (?:do|will|can) ${you} (?:travel|go|come)\b|\b(?:in|within) your area\b`,
        String.raw`\bare ${you} (?:local|based)\b|\bwhere (?:do|are) ${you} (?:work|cover|operate|based)\b`,
      ].join('|'),
    ),
  },
  {
    kind: 'service',
    pattern: new RegExp(
      String.raw`\bdo ${you} (?:do|fix|repair|fit|install|service|offer|replace|change|sort|handle|work (?:on|with)|deal with|build|make|sell|supply|clean|unblock|provide|carry out|undertake)\b`,
    ),
  },
]

/** A visit or a call that is asked for; what RUNE answers, and no fact does. */
const request =
  /^(?:(?:hi|hello|hey|please|and|so|ok)\W+)*(?:(?:can|could|will|would) (?:you|u|someone|somebody|anyone|we|he|she|they)\b(?! (?:take|accept)\b)|when (?:can|could|will|would|are)\b|are you (?:free|available|able|coming))/
const question = /^(?:(?:hi|hello|hey|and|also|ps)\W+)*(?:do|does|are|is|can i|what|whats|what's|which|where|who|how)\b/

export function readFactQuestions(read: TextsToRead): FactQuestion[] {
  const parts = read.texts.flatMap((text) => sentences(text)).flatMap(partsOf)
  const found: FactQuestion[] = []
  for (const [at, part] of parts.entries()) {
    const kind = kindOf(part)
    if (kind === null) continue
    const asked = questionOf(kind, part, { parts, at, read })
    const known = found.some((one) => one.kind === asked.kind && one.words.join() === asked.words.join())
    if (!known && (kind !== 'other' || asked.words.length > 0)) found.push(asked)
  }
  return found.slice(0, MOST_QUESTIONS)
}

/** A sentence in its parts; each part that ends a question keeps its mark. */
function partsOf(sentence: string): string[] {
  return sentence
    .split(
      /[,;:]\s+|\s+-+\s+|\s+(?:and|but|also|plus)\s+(?=(?:how|what|do|does|are|is|can|could|when|where|which|will)\b)/i,
    )
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function kindOf(part: string): AskedKind | null {
  const words = plain(part)
  const met = patterns.find(({ pattern }) => pattern.test(words))
  // "Do you cover boiler repairs?" asks for a service, "do you cover Otley?" for the area.
  if (met?.kind === 'area' && /\bcover\b/.test(words) && readJobType([part])) return 'service'
  if (met) return met.kind
  return (words.endsWith('?') || question.test(words)) && !request.test(words) ? 'other' : null
}

interface Around {
  parts: readonly string[]
  at: number
  read: TextsToRead
}

function questionOf(kind: AskedKind, part: string, around: Around): FactQuestion {
  // A sum that the customer names is theirs: what they ask about is the thing.
  const words = contentWords(part.replace(/[£$€]\s?\d+(?:[.,]\d+)*/g, ''))
  const own = kind === 'price' ? words : withoutKindWords(words)
  if (kind !== 'price' || own.length > 0) return made(kind, own, part, around.read)
  const nearby = subjectNear(around)
  return made(kind, nearby.words, `${nearby.part} ${part}`.trim(), around.read)
}

/** "How much is it?" asks about what was said just before, else just after, else about the open job. */
function subjectNear({ parts, at, read }: Around): { part: string; words: string[] } {
  for (const part of [parts[at - 1], parts[at + 1], parts.length === 1 ? read.jobType : null]) {
    if (!part || kindOf(part) !== null || /^(?:hi|hello|hey|dear|good \w+|thanks)\b/i.test(part)) continue
    const words = contentWords(part)
    if (words.length > 0) return { part, words }
  }
  return { part: '', words: [] }
}

const workingDay = new Set(
  [
    'monday',
    'tuesday',
    'wednesday',
    'thursday',
    'friday',
    'mon',
    'tue',
    'wed',
    'thu',
    'fri',
    'tomorrow',
    'next',
    'week',
  ].flatMap((word) => contentWords(word)),
)

function made(kind: AskedKind, words: readonly string[], asked: string, { region }: TextsToRead): FactQuestion {
  const place = new Set(contentWords(readPlace(asked, region)?.location ?? ''))
  return { kind, words, circumstances: words.filter((word) => place.has(word) || workingDay.has(word)), asked }
}
