/**
 * Decides whether the customer's own words tell of a danger here and now, and which.
 * It refuses dangers that are denied, over, only asked about, figurative, or somebody's advert or news:
 * a false alarm wakes an owner, and a false safety line sends a family out of the house.
 */
import { memoize } from 'micro-memoize'
import type { DangerKind, DangerRule } from './danger-rules.ts'
import { harmless } from './danger-words.ts'
import { deadlyDangers } from './deadly-dangers.ts'
import { isElsewhere } from './elsewhere.ts'
import { homeDangers } from './home-dangers.ts'
import { waterDangers } from './water-dangers.ts'
import { plain, REMEMBERED, sentences } from './words.ts'

export type { DangerKind } from './danger-rules.ts'

export interface Danger {
  kind: DangerKind
  /** The customer's words that met the rule, folded to lower case. */
  words: string
  because: string
}

/** The deadliest first: the first that is met is the one told. */
const dangerRules: readonly DangerRule[] = [...deadlyDangers, ...waterDangers, ...homeDangers]

const harmlessCompounds = new RegExp(`\\b(?:${harmless.join('|')})\\b`, 'g')

/** The danger's words are denied within the few words before them. */
const denial =
  /\b(?:no|not|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|never|without|hasn't|haven't|nothing|no longer|stopped|hardly|can't) (?:[^\s,;]+ ){0,3}$/

/** The matter is over, told anywhere in the text. */
const over =
  /\b(?:(?:it is|it's|power is|heating is|water is|now|came|(?<!\b(?:won't|doesn't|didn't|hasn't|not|never|to) )come|all) back\b(?! (?:up|door|in the))|last week,? but|got in (?:now|ok|eventually)|, got in|any ?more|no longer|new one (?:put in|fitted|installed|now)|false alarm|turned out|used to (?:have|be|leak|smell)|(?:last|previous) (?:year|month|summer|winter|autumn|spring|january|february|march|april|may|june|july|august|september|october|november|december)|(?:years?|months?|weeks?) ago|in 20\d\d)\b|\b(?:is|it's|it is|that's|was|been|all|got|now|already|has|have|'s) (?:been |now |all |already |since )*(?:fixed|sorted|repaired|resolved|replaced|stopped (?:leaking|now|dripping)|under control|put out|back on|working again|dealt with|had a new one|fine now|ok now|okay now|back in now)\b|\b(?:leak|leaking|flooding|smell|water|it|alarm) (?:has |have )?(?:now )?(?:stopped|gone away|cleared)\b(?! working)/g

/** Asked about, or imagined: a service, a price, advice for a day that has not come. */
const askedAbout =
  /\b(?:do|can|could|would|will) (?:you|u|you guys|anyone|ye) (?:also |still |even |ever )?(?:do|offer|fix|handle|repair|cover|deal with|install|service|provide|test|check for|detect|sell|supply|help with|respond to|treat|work on|clean(?: up)?|specialise|specialize)\b|\b(?:what (?:do|should|would|to do|happens|if|are the|is a|is the|does|counts|can)|does (?:a|an|the|it)|how (?:much|do|would|can (?:i|you)|to|often|long|does|likely)|in case|if (?:i|we|there|you|my|the|a|it|ever)|is (?:that|this|a|an) [^?]*(?:emergency|urgent)\?|just in case|in the event|to (?:prevent|avoid|protect|check)|prevent(?:ing|ion)?|avoid(?:ing)?|worried about|risk of|afraid of|prone to|is it (?:worth|ok|okay|alright|safe|best|better|possible)|future|next time|insurance (?:for|against|cover)|quote (?:for|on|to)|estimate (?:for|on|to)|price (?:for|on|to)|cost (?:of|to|for))\b/

/** Told as mild, or as having time: enough to lay aside whatever cannot kill. */
const mild =
  /\b(?:(?:a|just a|only a|little) (?:bit|little|touch)|slight(?:ly)?|minor|tiny|small (?:drip|leak|crack)|slow(?:ly)?|now and then|occasional(?:ly)?|sometimes|no (?:great |big )?(?:rush|hurry)|not (?:an? )?(?:urgent|emergency|rush)|whenever (?:you|is|suits)|when you (?:can|get a chance|have time)|at some point|one day|nothing major|old (?:leak|flood|burst)|after (?:a|an|the|our|that|last) (?:\w+ )?(?:leak|flood|burst pipe)|re-?paint\w*|re-?plaster\w*|redecorat\w*|making good)\b/

const deadly: ReadonlySet<DangerKind> = new Set([
  'gas',
  'fire',
  'shock',
  'smoke',
  'burning-smell',
  'medical',
  'person-in-danger',
])

/** A thing that is happening to this customer, which a mere question does not say. */
const happening =
  /\b(?:my|our|i'm|we're|i've|we've|i have|we have|i am|we are|there's|there is|there are|right now|is coming|help)\b/

/** Feelings and jokes in a danger's words. */
const figurative =
  /\b(?:lol|lmao|lmfao|haha+|hehe+|rofl|mixtape|album|song|movie|film|lyrics?|concert|novel|game|book|gig|playlist|my (?:heart|soul|mind|eyes|feelings|demons|brain|head|life|ears|timeline|feed|inbox|dms|phone is blowing)|in love|you're on fire|we(?:'re| are|re) on fire|on fire (?:today|tonight|right now|this)|fire emoji|metaphor|dreams?|dreamt|emails|tears|tweets?|memories)\b/

export function findDanger(texts: readonly string[]): Danger | null {
  return dangerIn(texts.join('\n'))
}

/** Three of the four questions ask for it, and the path once more. */
const dangerIn = memoize(readDanger, { maxSize: REMEMBERED })

function readDanger(text: string): Danger | null {
  const whole = plain(text)
  if (whole === '' || isOver(whole) || figurative.test(whole) || isElsewhere(text)) return null
  const parts = sentences(whole).map((part) => part.replace(harmlessCompounds, (words) => '_'.repeat(words.length)))
  for (const rule of dangerRules) {
    for (const part of parts) {
      const words = metIn(part, rule)
      if (words !== null && (deadly.has(rule.kind) || !mild.test(whole)))
        return { kind: rule.kind, words, because: rule.because }
    }
  }
  return null
}

/** "Fixed last week and now it leaks again" is not over, "it is fixed now" is. */
function isOver(whole: string): boolean {
  if (whole.search(over) < 0) return false
  const last = [...whole.matchAll(over)].at(-1)
  if (!last) return false
  const rest = whole
    .slice(last.index + last[0].length)
    .replace(/^ (?:now|again|already)\b|\b(?:want|need|like|ready|looking|can you|could you)\b[^.!?]*\bnow\b/g, '')
  return !/\b(?:now|again|still)\b/.test(rest)
}

function metIn(part: string, rule: DangerRule): string | null {
  const met = rule.pattern.exec(part)
  if (!met) return null
  const before = part.slice(0, met.index)
  if (!rule.isLack && denial.test(before)) return null
  if (askedAbout.test(before) && !happening.test(part)) return null
  return met[0].trim()
}
