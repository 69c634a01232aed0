/** Reads the owners' short answers: names, choices, a done, and the few words that every question understands. */
import { firstNames } from '../rules/first-names.ts'
import { readName } from '../rules/name.ts'
import { folded, plain, wordCount } from '../rules/words.ts'
import type { PhoneType } from './standing.ts'

export type Command = 'menu' | 'back' | 'restart' | 'repeat' | 'price' | 'leave'

/** Only words that are the whole text: "back in Leeds" goes nowhere. */
const commands: readonly (readonly [Command, RegExp])[] = [
  ['menu', /^(?:menu|\?+|commands?|options?)$/],
  ['back', /^(?:(?:go |take me )?back(?: please)?|previous|undo|go back one)$/],
  ['restart', /^(?:start (?:over|again)|restart|begin again|start from scratch|from the start)(?: please)?$/],
  [
    'repeat',
    /^(?:(?:sorry,? ?)?(?:what|pardon|eh|huh|come again)|(?:sorry,? )?what (?:was|is|were) (?:the|that|your) (?:last )?question(?: again)?|(?:can you |please )?repeat(?: (?:that|the question))?(?: please)?|say (?:that )?again(?: please)?|i don't understand|(?:sorry,? )?what do you mean|what do i (?:do|say|send|text)(?: now| next)?)$/,
  ],
  [
    'price',
    /^(?:(?:and )?how much(?: is it| does it cost| do you charge| for this| a month)?|what does it cost|what's the (?:price|cost)|what is the (?:price|cost)|price|cost|pricing)$/,
  ],
  [
    'leave',
    /^(?:(?:(?:sorry|no),? )?(?:i'm |im |i am |we're |we are )?not interested(?: thanks| thank you| any ?more| sorry)?|no,? (?:thanks|thank you|ta|cheers)|forget (?:it|about it|this)|never ?mind|not for (?:me|us)(?: thanks| thank you)?|(?:sorry,? )?wrong (?:number|person|chat))$/,
  ],
]

/** Lower case, without punctuation at the ends and without emoji. */
export function bare(text: string): string {
  return plain(text)
    .replace(/(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|\u200D)/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,!:;"'()-]+|[\s.,!:;"'()-]+$/g, '')
}

export function readCommand(text: string): Command | null {
  if (/^\s*\?+\s*$/.test(text)) return 'menu'
  const said = bare(text).replace(/\?+$/, '').trim()
  return commands.find(([, pattern]) => pattern.test(said))?.[0] ?? null
}

const greeting =
  /^(?:(?:hi|hello|hey|hiya|yo|heya|good (?:morning|afternoon|evening)|morning|afternoon|evening|alright|ok|okay|thanks|thank you|ta|cheers|great|cool|there|guys|mate|team|jobrun|all|so|sign (?:me )?up|(?:i'd|i would) like to sign up|i want to sign up|join|begin|get started|test|testing)[\s,.!]*)+$/

/** Politeness that answers nothing. */
export function isGreeting(text: string): boolean {
  const said = bare(text)
  return said === '' || greeting.test(said)
}

/** A question to us, not an answer. */
export function isQuestion(text: string): boolean {
  const said = bare(text)
  return (
    /\?\s*$/.test(text.trim()) ||
    /^(?:how|what|why|when|where|who|which|can (?:i|you|we)|could (?:i|you|we)|do (?:i|you|we)|does|is it|is this|are you|will (?:i|you|it|this)|what's|who's)\b.{6,}/.test(
      said,
    )
  )
}

/** What people say who have no name to give, or only pass the time of day. */
const noName =
  /^(?:hi|hiya|hello|hey|yo|hi there|hello there|good (?:morning|afternoon|evening)|ok|okay|k|yes|yep|yeah|yup|no|nope|nah|none|n\/?a|sure|fine|right|done|ready|paid|thanks?|thank you|thx|ta|cheers|lol|great|cool|please|idk|dunno|(?:i )?(?:don't|dont) (?:know|have (?:one|a name)(?: yet)?|want to (?:say|tell you))|(?:i )?(?:haven't|havent) (?:got )?(?:one|a name)(?: yet)?|not (?:sure|yet|got one)(?: yet)?|no (?:idea|name|name yet|clue|thanks)|nothing(?: yet)?|what(?:'s| is) (?:this|that)|text|sms|me|just me|self)$/

/** One line of 2 to 60 characters that holds a letter, without what only introduces it. */
export function readBusinessName(text: string): string | null {
  if (noName.test(bare(text))) return null
  const line = folded(text)
    .replace(/\s+/g, ' ')
    .replace(
      /^(?:(?:it's|its|it is|we're|we are|i'm|the name(?:'s| is)?|(?:my|our|the) (?:business|company|firm)(?: name)?(?: is|'s)?(?: called)?|business name(?: is)?|name(?: is)?|(?:we|it|i) (?:trade|go) (?:as|by)|trading as|(?:we're|it's|is|we are) called|called)[: ]+)+/i,
      '',
    )
    .replace(/^["'(]+|["')]+$/g, '')
    .replace(/[\s.,;:!-]+$/, '')
    .trim()
  return isNameLike(line) ? line : null
}

export const LONGEST_NAME = 60

function isNameLike(line: string): boolean {
  const length = [...line].length
  return length >= 2 && length <= LONGEST_NAME && /\p{L}/u.test(line) && !/https?:\/\/|www\.|\?$/i.test(line)
}

/** "Leeds Plumbing, I'm Dave": a business and its owner in one text. */
export function readBusinessAndOwner(text: string): { businessName: string; ownerName: string } | null {
  const parts = folded(text).split(/\s*(?:[,.;\n]|\s-\s|\band (?=i'm|im|i am|my name))\s*/i)
  if (parts.length < 2) return null
  const at = parts.findIndex((part) => introduced(part) !== null)
  if (at === -1) return null
  const businessName = readBusinessName(parts.filter((_, n) => n !== at).join(', '))
  const ownerName = introduced(parts[at] ?? '')
  return businessName && ownerName ? { businessName, ownerName } : null
}

const introduction =
  /^(?:(?:and )?(?:i'm|im|i am|my name(?:'s| is)|name(?:'s| is)|this is|it's|owner(?:'s name)?(?: is|:)?) )(.+)$/i

/** The name in "I'm Dave", "Dave here", "my name is Dave Smith". */
export function introduced(text: string): string | null {
  const said = folded(text).replace(/[.!\s]+$/, '')
  const name = introduction.exec(said)?.[1] ?? /^([\p{L}'-]+(?: [\p{L}'-]+)?) here$/iu.exec(said)?.[1]
  return name && isPersonal(name) ? capitalised(name) : null
}

/** Any name: one to five words of letters. */
export function readOwnerName(text: string): string | null {
  if (noName.test(bare(text))) return null
  const said = folded(text)
    .replace(/(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|\u200D)/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s.,!]+$/, '')
    .trim()
  const given = introduced(said) ?? readName(said)?.name ?? said.replace(/^(?:it's|its|just|call me|me,?) /i, '')
  return isPersonal(given) ? capitalised(given) : null
}

const notPersonal =
  /\b(?:plumb|electric|roof|build|clean|garden|paint|servic|ltd|limited|llc|inc|what|why|how|yes|no|none|stop|please|don't|done|ready|sms|text|idk|nothing|business|company|iphone|android|samsung|landline)\w*\b/i

function isPersonal(name: string): boolean {
  const length = [...name].length
  if (length < 2 || length > LONGEST_NAME || wordCount(name) > 5) return false
  return /^\p{L}[\p{L}\p{M}'. -]*$/u.test(name) && !notPersonal.test(name)
}

/** "dave" is Dave; what has a capital already is left as it is. */
function capitalised(name: string): string {
  if (/\p{Lu}/u.test(name) && name !== name.toUpperCase()) return name
  if (name === name.toUpperCase() && !firstNames.has(name.split(' ')[0]?.toLowerCase() ?? '')) return name
  return name
    .toLowerCase()
    .replace(/(^|[\s'-])(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase())
}

/** The only way so far. */
export function readNotificationPreference(text: string): 'SMS' | null {
  const said = bare(text)
  if (/\b(?:e-?mail|call|ring|phone call|whatsapp|not|don't|no)\b/.test(said) && !/\b(?:sms|texts?)\b/.test(said))
    return null
  return /^(?:1|one|option 1|yes|yep|yeah|y|ok|okay|sure|fine)$|\b(?:sms|texts?|txts?|text messages?)\b/.test(said) &&
    !/\b(?:not|don't|no) (?:by )?(?:sms|texts?)\b/.test(said)
    ? 'SMS'
    : null
}

const phoneWords: readonly (readonly [PhoneType, RegExp])[] = [
  ['iphone', /^(?:1|one|option 1|number 1)$|\bi ?-?(?:phone|fone|phon|pone)\b|\bapple\b|\bios\b/],
  [
    'android',
    /^(?:2|two|option 2|number 2)$|\bandr?oi?d\b|\bsamsung\b|\bgalaxy\b|\bpixel\b|\bhuawei\b|\bmotorola\b|\bxiaomi\b|\boneplus\b|\boppo\b|\bnokia\b|\bgoogle phone\b/,
  ],
  [
    'landline',
    /^(?:3|three|option 3|number 3)$|\bland ?-?line\b|\bhouse phone\b|\boffice phone\b|\bdesk phone\b|\bfixed line\b/,
  ],
]

/** null also where two kinds are named. */
export function readPhoneType(text: string): PhoneType | null {
  const said = bare(text)
  const named = phoneWords.filter(([, pattern]) => pattern.test(said))
  return named.length === 1 ? (named[0]?.[0] ?? null) : null
}

export function isDone(text: string): boolean {
  return /^(?:(?:it's|its|all|i'm|im|that's|is|now|yes|yep|ok|okay|i've|ive|i have|have) ?,? ?)*(?:done(?: it| that)?|set(?: up)?|ready|yes|yep|yeah|y|ok|okay|finished|complete|completed|switched on|activated|sorted|on|did it|dialled(?: it)?|dialed(?: it)?|rang(?: it)?|called(?: it)?|tested)(?: now| thanks| thank you| mate)?$/.test(
    bare(text),
  )
}

export function isYes(text: string): boolean {
  return /^(?:1|one|yes|yep|yeah|yup|y|correct|that's right|it was(?: me)?|yes it was(?: me)?|that was me)$/.test(
    bare(text),
  )
}

export function isNo(text: string): boolean {
  return /^(?:2|two|no|nope|nah|n|not me|no it wasn't|it wasn't|wasn't me)$/.test(bare(text))
}

/** YES and READY in S5: the owner believes it is paid. */
export function claimsPaid(text: string): boolean {
  return (
    isDone(text) ||
    /\b(?:paid|payed|payment (?:done|made|sent)|i've paid|signed up|subscribed)\b/.test(bare(text)) ||
    isYes(text)
  )
}
