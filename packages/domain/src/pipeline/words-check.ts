/**
 * LYRA's words are checked before they count, whoever wrote them. A draft with any fault is replaced by the template,
 * so a false alarm costs a little warmth and a miss could cost somebody money: when in doubt, a fault.
 */
import { DECLINE_SEGMENTS, measure, REPLY_SEGMENTS } from '../outbox/segments.ts'
import type { WordingQuestion } from './brain.ts'

const months = 'january|february|march|april|june|july|august|september|october|november|december'
const days = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday'
const numbers =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand'

interface Rule {
  fault: string
  finds: RegExp
  /** A finding that stands in the client's facts word for word is no fault. */
  allowedByFacts: boolean
}

const rules: readonly Rule[] = [
  { fault: 'hidden or control characters', finds: /[\p{Cf}\p{Cc}\p{Co}\p{Cn}]/u, allowedByFacts: false },
  {
    fault: 'letters of another script',
    finds: /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u,
    allowedByFacts: false,
  },
  {
    fault: 'a link',
    finds:
      /(?:https?|hxxps?)\s*:|www\s*\.|\b[a-z0-9-]+\s?(?:\.|\(dot\)|\[dot\]|\bdot\b)\s?[a-z]{2,}\b|\/\/|[a-z0-9]\/[a-z0-9]|@/i,
    allowedByFacts: false,
  },
  {
    fault: 'a price',
    finds: new RegExp(
      `[£$€¥%]\\s*\\d*(?:[.,]\\d+)*|\\b(?:\\d+(?:[.,]\\d+)*|${numbers})[\\s-]*(?:pounds?|quid|dollars?|bucks?|euros?|pence|cents?|p|gbp|usd|eur|grand)\\b|\\b(?:free|discount|cheap\\w*|no charge|costs?)\\b`,
      'giu',
    ),
    allowedByFacts: true,
  },
  {
    fault: 'a time',
    finds: new RegExp(
      `\\b\\d{1,2}(?:[:.]\\d{2})?\\s*(?:am|pm|a\\.m|p\\.m|o'?clock)|\\b\\d{1,2}[:.]\\d{2}\\b|\\b(?:today|tonight|tomorrow|midday|noon|midnight|weekend|morning|afternoon|evening|minutes?|mins?|hours?|hrs?|weeks?|asap|immediately|instantly|straight away|right away|shortly|soon|${days}|${months})\\b|\\b\\d+(?:st|nd|rd|th)\\b`,
      'giu',
    ),
    allowedByFacts: true,
  },
  {
    fault: 'a promise',
    finds:
      /\b(?:guarante\w*|promis\w*|definitely|certainly|confirm\w*|booked|scheduled|on (?:my|our|the|his|her|their) way|see you|(?:will|'ll|shall|going to) (?:be (?:there|with|over|round)|arrive|come|attend|fix|repair|call|ring|visit|sort|refund|pay|send))\b/giu,
    allowedByFacts: true,
  },
  { fault: 'a phone number', finds: /\+?\d(?:[\s().-]*\d){5,}/gu, allowedByFacts: true },
  {
    fault: 'our stages or instructions',
    finds:
      /\b(?:SENTINEL|DIAL|FLOW|RUNE|LYRA|VAULT)\b|\b(?:[Ss]ystem message|[Pp]rompts?|[Ii]nstructions?|[Ll]anguage model|AI|GPT\S*|[Oo]pen ?AI|[Cc]hat ?GPT|[Cc]hat ?bot|JSON|customer_texts)\b/u,
    allowedByFacts: false,
  },
  {
    fault: 'a word that the carrier takes for an opt-out',
    finds:
      /\b(?:text|reply|send|say|type|answer|respond)\b[^.!?]{0,24}\b(?:stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|opt out|yes|start|unstop)\b/iu,
    allowedByFacts: false,
  },
]

const needsLink = (question: WordingQuestion) =>
  question.say.kind === 'booking-link' || (question.say.kind === 'booking-and-alert' && question.say.withLink)

/** The faults of a draft, in words for the trace; empty when it may be sent. */
export function faultsOf(draft: string, question: WordingQuestion): string[] {
  const faults: string[] = []
  if (draft.trim() === '') faults.push('nothing said')
  const most = question.say.kind === 'decline' || question.say.kind === 'closing' ? DECLINE_SEGMENTS : REPLY_SEGMENTS
  if (draft.length > 1_600 || measure(draft).segments > most) faults.push(`more than ${most} segments`)
  if (needsLink(question) && question.bookingUrl && !holdsWhole(draft, question.bookingUrl))
    faults.push('the booking link is missing')
  const words = withoutKnown(draft, question)
  const facts = normal(question.facts.join('\n'))
  for (const rule of rules) if (breaks(rule, words, facts)) faults.push(rule.fault)
  return faults
}

function breaks(rule: Rule, words: string, facts: string): boolean {
  if (!rule.allowedByFacts) return rule.finds.test(words)
  return [...words.matchAll(rule.finds)].some(([found]) => !holdsWord(facts, normal(found)))
}

/** The draft without the names and the one link that it may hold, which would otherwise look like faults. */
function withoutKnown(draft: string, question: WordingQuestion): string {
  const known = [
    ...(needsLink(question) ? [question.bookingUrl] : []),
    question.businessName,
    question.ownerName,
    question.customerName,
  ]
  return known.reduce<string>((text, one) => (one ? replaceWhole(text, one) : text), draft.normalize('NFKC'))
}

function replaceWhole(text: string, part: string): string {
  return text.replace(wholePattern(part.normalize('NFKC'), 'giu'), ' _ ')
}

function holdsWhole(text: string, part: string): boolean {
  return wholePattern(part, 'u').test(text)
}

/** The part itself, not the beginning of something longer: a link must not go on. */
function wholePattern(part: string, flags: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}@/.-])${literally(part)}(?![\\p{L}\\p{N}@/?#&=%-]|\\.[\\p{L}\\p{N}])`, flags)
}

function holdsWord(text: string, word: string): boolean {
  return word !== '' && new RegExp(`(?<![\\p{L}\\p{N}.,])${literally(word)}(?![\\p{L}\\p{N}]|[.,]\\d)`, 'u').test(text)
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

function normal(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}
