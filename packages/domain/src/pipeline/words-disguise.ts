/**
 * What a reply may not say, in disguise: words taken apart or written with signs, times and sums in plain speech,
 * text that is no plain English, and names that nobody in this conversation gave. Reads the folded draft, as the
 * rules do. It is a second sieve beside `words-rules.ts`, not a list of everything bad.
 */
import type { WordsRule } from './words-rules.ts'

const twoToTwelve = 'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
const digitWords = 'zero|oh|nought|double|triple|treble|one|two|three|four|five|six|seven|eight|nine'
const acts =
  'be (?:right |straight )?(?:there|with|over|round|out)|come|arrive|attend|visit|pop|fix|repair|mend|call|ring|phone|refund|pay'
const friendly =
  /(?![\u{1F600}-\u{1F64F}👋👍👌🙌🔧🔨🛠🔩🪛🚿🚰🚽🛁🏠🏡🔑💡⚡🚨✅✨🎉❤💙💧🔥❄☺⭐])\p{Extended_Pictographic}/gu

export const disguiseRules: readonly WordsRule[] = [
  { fault: 'a character that we do not write', finds: [friendly] },
  { fault: 'a sign inside a word', finds: [/(?:[a-z][!+;,"*]+|(?<![a-z0-9])[!+;*]+)[a-z]/gi] },
  { fault: 'letters spaced out', finds: [/(?:[^a-z0-9']{1,4}[a-z0-9](?![a-z0-9'])){3,}/gi] },
  { fault: 'a word without end', finds: [/[a-z0-9+/=-]{24,}/gi] },
  {
    fault: 'a link',
    finds: [
      /\b(?:hxxps?|https?|www\w*|org)\b|xn--/gi,
      /dot\W*(?:com|net|org|co|uk|io|me)\b|\b(?:bit\W*ly|tiny\W*url|goo\W*gl|link\W*tree?|full stop (?:co|com|net))\b/gi,
    ],
  },
  {
    fault: 'another channel',
    finds: [
      /\b(?:google\w*|snapchat|skype|twitter|linkedin|cash\s?app|bitcoin|crypto\w*|gift\s?cards?|bank (?:details|transfer|account)|sort code|account number|card (?:details|number)|passwords?)\b/gi,
    ],
  },
  {
    fault: 'a price',
    finds: [
      new RegExp(`(?:one|${twoToTwelve}|teen|ty|hundred)(?:pounds?|quid|dollars?|euros?|pence|cents?)\\b`, 'gi'),
      /\b(?:tenn?ers?|fivers?|nicker|squid|shillings?)\b/gi,
      new RegExp(
        `\\b(?:costs?|priced?|charges?|charged|fees?|pays?|comes? to|totals?|bill|quoted?)\\b[^.!?]{0,24}\\b(?:${twoToTwelve})\\b`,
        'gi',
      ),
    ],
  },
  {
    fault: 'a time',
    finds: [
      new RegExp(`\\b(?:half|quarter|${twoToTwelve}) (?:past |to |til )?(?:one|${twoToTwelve})\\b`, 'gi'),
      new RegExp(
        `\\b(?:at|about|around|by|before|after|from|till?|until|between|past)(?: say| like)? (?:${twoToTwelve})\\b`,
        'gi',
      ),
      new RegExp(`\\b(?:one|${twoToTwelve})[ -]?ish\\b|\\b(?:${twoToTwelve}|several|some|many) days?\\b`, 'gi'),
      /\b(?:on|this|next|by|every) (?:sat|sun)\b|\b(?:tmr|tmw|tomo|2moro|arvo|eve|dawn|dusk|sunrise|sunset)\b/gi,
      /\b(?:lunch|tea|dinner|bed|supper|day) ?time\b|\b(?:noonish|christmas|xmas|easter|bank holiday|months?)\b/gi,
      /\b(?:fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|twelfth|eleventh|twentieth|thirtieth)\b|\b(?:on|by) the (?:first|second|third)\b/gi,
      new RegExp(`\\b(?:one|${twoToTwelve})\\W{0,2}(?:a|p)\\W?m\\b`, 'gi'),
      /\bany (?:moment|second|time now)\b|\b(?:with)?in (?:a|one|two|no) (?:few )?(?:bit|jiffy|moments?|ticks?|mo|flash|secs?|seconds?)\b/gi,
    ],
  },
  {
    fault: 'a promise',
    finds: [
      /\b(?:is|are|am|be|been)(?: \w+ly| already| now| just| also| all)? (?:arriving|coming|attending|visiting|heading|driving|travelling|setting off|leaving|arranged|reserved|allocated|assigned|pencilled|sorted|all set|set for|locked in)\b/gi,
      /\w(?:'s|'re|'m) (?:\w+ly |already |now |just |also |all )?(?:arriving|coming|attending|visiting|heading|driving|travelling|arranged|reserved|sorted|set)\b/gi,
      /\b(?:without fail|for sure|rest easy|count on|rely on|my word|consider it done|expect|slot you in|fit you in|squeeze you in|get (?:it|this|that|you) sorted)\b/gi,
      new RegExp(`\\b(?:may|might|would|must|plans? to|intends? to|aims? to|hopes? to|due to) (?:${acts})\\b`, 'gi'),
    ],
  },
  {
    fault: 'a phone number',
    finds: [
      new RegExp(`\\b(?:(?:${digitWords})[^a-z\\d]{1,4}){2,}(?:${digitWords})\\b`, 'gi'),
      new RegExp(`(?:\\b(?:${digitWords})\\b[^.!?]{0,30}?){5}`, 'gi'),
    ],
  },
  { fault: 'a number', finds: [/\b[IVXLC]{2,}\b/g] },
  {
    fault: 'our stages or instructions',
    finds: [
      /\b(?:sentinel|lyra|rune)\b/gi,
      /\b(?:developer mode|jailbreak\w*|overrid\w*|ignore (?:all|any|previous|the|your)|previous messages?|confidential|secrets?|decrypt\w*|base64|rot13|hidden text)\b/gi,
    ],
  },
]

/** Words that are only whole where somebody pulled them apart: "eigh ty", "to morrow", "guaran-teed". */
const apart = new RegExp(
  `^(?:${[
    'eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|four|fif|six|seven|eigh|nine)ty|hundred|thousand',
    `(?:one|${twoToTwelve})?(?:pounds?|dollars?|euros?|quid|pence)|tenner|fiver|discount|refund|free`,
    'https?|hxxps?|www|dot|slash|dotcom|com|whatsapp|telegram|instagram|facebook|paypal|bitcoin|email',
    'today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|afternoon|evening|midday|midnight|minutes?|hours?|shortly|immediately',
    'guarantee[sd]?|promise[sd]?|definitely|absolutely|confirmed|booked|scheduled|certainly',
    'instructions?|prompts?|sentinel|lyra|assistant|customers?|injection|verdict|chatbot|automated',
    'unsubscribe|optout',
  ].join('|')})$`,
  'i',
)

type Known = (from: number, to: number) => boolean

const MOST_PIECES = 9

function isTakenApart(words: string, known: Known): boolean {
  const pieces = [...words.matchAll(/[a-z0-9]+/gi)]
  return pieces.some((first, at) => {
    let joined = first[0]
    for (let next = at + 1; next < Math.min(pieces.length, at + MOST_PIECES); next++) {
      const [before, piece] = [pieces[next - 1], pieces[next]] as [RegExpExecArray, RegExpExecArray]
      if (piece.index - before.index - before[0].length > 4) return false
      joined += piece[0]
      if (apart.test(joined) && !known(first.index, piece.index + piece[0].length)) return true
    }
    return false
  })
}

/** "evil. plumbing": a sentence of ours begins with a capital; a name may end with a full stop. */
function splitsALink(words: string, known: Known): boolean {
  const split = /(?<!\.|\b(?:[Ll]td|[Ii]nc|[Ss]t|[Mm]rs?|[Mm]s|[Dd]r|etc|[Nn]o))\.\s+[a-z]{2,}\b/g
  return [...words.matchAll(split)].some((met) => !known(met.index, met.index + 1))
}

/** The small words that hold any English sentence together, and a few of our trade. */
const plainWords = new Set(
  `a about again all also am an and any are as at back be because been before being below book booking but by can
   could did do does for from get give glad go got great had happy has have he hear hello help her here hi him his how i
   if in into is it its job just know let like link look may me message more my need no not noted now of oh ok on or
   other our out passed please reply request see send she so some sorry still suit sure team tell telling text thank
   thanks that the their them then there they this to told too up us use want was we well what when where which who
   will with work would you your yours`.split(/\s+/),
)

const MOST_STRANGE = 6

/** Another language, a cipher or a list of somebody's data has long runs without one of those words. */
function isNotPlain(words: string, known: Known): boolean {
  let run = 0
  for (const met of words.matchAll(/[a-z0-9]+(?:'[a-z]+)?/gi)) {
    if (known(met.index, met.index + met[0].length)) continue
    run = plainWords.has(met[0].toLowerCase().replace(/'.*/, '')) ? 0 : run + 1
    if (run > MOST_STRANGE) return true
  }
  return false
}

const usualCapitals = new Set(
  'i ok uk us english british good happy urgent sms mr mrs ms dr ltd road street lane avenue close drive'.split(' '),
)

/** A capital inside a sentence is a name's, and a name must come from the client or from the customer's own words. */
function namesNobodyGave(words: string, known: Known, said: string): boolean {
  return [...words.matchAll(/(?<=[a-z0-9,;&] )[A-Z][a-z0-9]*/gi)].some((met) => {
    if (!/^[A-Z]/.test(met[0])) return false
    const word = met[0].toLowerCase()
    if (usualCapitals.has(word) || plainWords.has(word) || said.includes(` ${word} `)) return false
    return !known(met.index, met.index + met[0].length)
  })
}

/** `said` is what the customer wrote and what FLOW made of it. */
export function disguisesIn(words: string, { known, said }: { known: Known; said: readonly string[] }): string[] {
  const heard = ` ${said
    .join(' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  return [
    ...(isTakenApart(words, known) ? ['a word taken apart'] : []),
    ...(splitsALink(words, known) ? ['a link'] : []),
    ...(isNotPlain(words, known) ? ['not plain English'] : []),
    ...(namesNobodyGave(words, known, heard) ? ['a name that nobody gave'] : []),
  ]
}
