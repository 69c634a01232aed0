/**
 * LYRA's words are checked before they count, whoever wrote them. A draft with any fault is replaced by the template,
 * so a false alarm costs a little warmth and a miss could cost somebody money: when in doubt, a fault.
 */
import { DECLINE_SEGMENTS, foldToPlain, measure, REPLY_SEGMENTS } from '../outbox/segments.ts'
import type { WordingQuestion } from './brain.ts'
import { disguiseRules, disguisesIn } from './words-disguise.ts'
import { type WordsRule, wordsRules } from './words-rules.ts'

const allRules = [...wordsRules, ...disguiseRules]

/** Too long for any reply, whatever its letters. */
const MOST_MEASURED = 400

/** From and to, in the folded draft, of words that may stand there although they look like a fault. */
type Span = readonly [from: number, to: number]

export function needsLink({ say, bookingUrl }: WordingQuestion): boolean {
  return bookingUrl !== null && (say.kind === 'booking-link' || (say.kind === 'booking-and-alert' && say.withLink))
}

/** The faults of a draft, in words for the trace; empty when it may be sent. */
export function faultsOf(draft: string, question: WordingQuestion): string[] {
  if (draft.trim() === '') return ['nothing said']
  const most = question.say.kind === 'decline' || question.say.kind === 'closing' ? DECLINE_SEGMENTS : REPLY_SEGMENTS
  if (draft.length > MOST_MEASURED || measure(draft).segments > most) return [`more than ${most} segments`]
  const faults: string[] = []
  if (hidesSomething(draft)) faults.push('hidden or control characters')
  const words = fold(draft)
  const known = knownSpans(words, question)
  if (needsLink(question) && spansOf(draft, question.bookingUrl ?? '', isWholeLink).length === 0)
    faults.push('the booking link is missing')
  if (question.say.kind === 'clarify' && !isAsking(draft, question)) faults.push('nothing is asked')
  if (question.facts.some((fact) => spansOfFact(words, fact).length === 0))
    faults.push('a fact is not quoted as it stands')
  if (question.open !== null && !leavesToOwner.test(words)) faults.push('the open question is not left to the owner')
  if (asked(question) && answersAlone(words, known)) faults.push('a yes or no of its own')
  for (const rule of allRules) if (breaks(rule, words, { known, question })) faults.push(rule.fault)
  faults.push(...disguisesIn(words, { known: within(known), said: saidIn(question) }))
  return [...new Set(faults)]
}

const within = (spans: readonly Span[]) => (from: number, to: number) =>
  spans.some((span) => from >= span[0] && to <= span[1])

function saidIn({ texts, jobType, location, customerName }: WordingQuestion): string[] {
  return [...texts, jobType ?? '', location ?? '', customerName ?? '']
}

/** Also a mark that no letter carries, such as an overlay or a joiner between letters. */
function hidesSomething(draft: string): boolean {
  return /[\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Cs}]|(?!\uFE0F)\p{Mn}{2,}|[ -~]\p{Me}/u.test(draft.normalize('NFC'))
}

function breaks(rule: WordsRule, words: string, where: { known: readonly Span[]; question: WordingQuestion }): boolean {
  const place = rule.allowedBy === 'place' ? fold(where.question.location ?? '') : ''
  return rule.finds
    .filter((pattern) => words.search(pattern) >= 0)
    .flatMap((pattern) => [...words.matchAll(pattern)])
    .some((met) => !isWithin(met, where.known) && !standsInPlace(met, place))
}

/** A bare figure needs its neighbour: "12 Elm" is the customer's address, "12" might be a price. */
function standsInPlace(met: RegExpExecArray, place: string): boolean {
  if (!holdsWord(place, met[0])) return false
  if (/[a-z]/i.test(met[0])) return true
  const [before] = /[a-z]+[ ,]+$/i.exec(met.input.slice(0, met.index)) ?? ['']
  const [after] = /^[ ,]+[a-z]+/i.exec(met.input.slice(met.index + met[0].length)) ?? ['']
  return [before + met[0], met[0] + after].some((pair) => /[a-z]/i.test(pair) && holdsWord(place, pair))
}

function isWithin(met: RegExpExecArray, spans: readonly Span[]): boolean {
  const end = met.index + met[0].length
  return spans.some(([from, to]) => met.index >= from && end <= to)
}

/** A question of ours: one in a quoted fact asks the customer nothing. */
function isAsking(draft: string, { facts }: WordingQuestion): boolean {
  return facts.reduce((rest, fact) => rest.replace(fact, ''), draft).includes('?')
}

const leavesToOwner = /\b(?:will|'ll) (?:\w+ )?(?:tell|answer|let|get back)\b|\bin touch\b/i

const asked = ({ facts, open }: WordingQuestion) => facts.length > 0 || open !== null

const yesOrNo =
  /\b(?:yes|yep|yeah|yup|no|nope|sure|indeed|correct|unfortunately|afraid)\b|\bwe (?:do|don't|are|aren't|can|can't|cover)\b/gi

/** What the facts say, they say themselves: "yes, we cover Otley" beside them would be a guess. */
function answersAlone(words: string, known: readonly Span[]): boolean {
  return words.search(yesOrNo) >= 0 && [...words.matchAll(yesOrNo)].some((met) => !isWithin(met, known))
}

/** The names, the facts and the one link that a draft may hold. */
function knownSpans(words: string, question: WordingQuestion): Span[] {
  const names = [question.businessName, question.ownerName, harmlessName(question.customerName)]
  const spans = names.flatMap((name) => spansOf(words.toLowerCase(), fold(name ?? '').toLowerCase(), isWholeWord))
  spans.push(...question.facts.flatMap((fact) => spansOfFact(words, fact)))
  if (needsLink(question)) spans.push(...spansOf(words, question.bookingUrl ?? '', isWholeLink))
  return spans
}

const namesThatAreTimes = /^(?:april|may|june|august|dawn|eve|summer|sunday)\b/i

/** A customer chooses what they call themselves, so a name that would be a fault in itself is not taken for a name. */
function harmlessName(name: string | null): string | null {
  if (name === null || !/^\p{L}(?:[\p{L}\p{M}'\u2019 -]|\.(?=\s|$)){0,39}$/u.test(name)) return null
  // Letters of two alphabets in one name imitate a word; phones make a link of "evil.com" in any letters.
  if (/\p{Script=Latin}/u.test(name) && /(?!\p{Script=Latin})\p{L}/u.test(name)) return null
  const read = fold(name).replace(namesThatAreTimes, '')
  const clean = allRules
    .filter((rule) => rule.fault !== 'a character that we do not write')
    .every((rule) => rule.finds.every((pattern) => read.search(pattern) < 0))
  return clean ? name : null
}

type Edges = (before: string, part: string, after: string) => boolean

const letterOrDigit = /[\p{L}\p{N}]/u

const isWholeWord: Edges = (before, _, after) =>
  !letterOrDigit.test(before.at(-1) ?? '') && !letterOrDigit.test(after.at(0) ?? '')

/** The link itself, not the beginning of another: after it come only the end of a sentence and a space. */
const isWholeLink: Edges = (before, _, after) => /(?:^|[\s("':])$/.test(before) && /^[.,!?;:)'"]*(?:\s|$)/.test(after)

/** A fact counts where it is a sentence of its own: "boiler replacement is like boiler service: £80" is another price. */
const isWholeSentence: Edges = (before, _, after) => /^$|[.!?]\s$/.test(before) && /^(?:\s|$)/.test(after)

function spansOfFact(words: string, fact: string): Span[] {
  return spansOf(words.toLowerCase(), fold(fact).toLowerCase(), isWholeSentence)
}

/** "80" does not stand in "80.50", nor "5" in "12-5". */
const isWholeFigure: Edges = (before, part, after) =>
  isWholeWord(before, part, after) && !/\d[.,:/-]$/.test(before) && !(/\d$/.test(part) && /^[.,:/-]\d/.test(after))

function spansOf(text: string, part: string, edges: Edges): Span[] {
  const spans: Span[] = []
  if (part === '') return spans
  for (let from = text.indexOf(part); from >= 0; from = text.indexOf(part, from + 1)) {
    const to = from + part.length
    if (edges(text.slice(Math.max(0, from - 2), from), part, text.slice(to, to + 12))) spans.push([from, to])
  }
  return spans
}

function holdsWord(text: string, word: string): boolean {
  return spansOf(text.toLowerCase(), word.toLowerCase().trim(), isWholeFigure).length > 0
}

/** Plain letters under accents, widths and ligatures, so that nothing hides behind a variant of a letter. */
function fold(text: string): string {
  return foldToPlain(text.normalize('NFKC'))
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[øØ]/g, 'o')
    .replace(/[æÆ]/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/\s+/g, ' ')
    .trim()
}
