// Scripted answers to the pipeline's four questions: a dozen keyword rules, enough to show the way through. Not a brain.

export type Answer = Readonly<Record<string, string | number | null>>

export interface Asked {
  /** The last user message without the texts of earlier turns. */
  message: string
  /** What stands between the delimiters, or the whole message where there are none. */
  customerText: string
  /** Everything said before it; read only when a test asks for obedience to an injected instruction. */
  instructions: string
}

export const scriptedAnswers: Readonly<Record<string, (asked: Asked) => Answer>> = {
  sentinel: ({ customerText }) => ({ verdict: verdict(customerText) }),
  dial: ({ customerText }) => dial(customerText),
  flow: ({ customerText }) => facts(customerText),
  lyra: ({ message }) => ({ reply: words(message) }),
  propose: ({ message, customerText }) => ({ value: proposal(message, customerText) }),
}

/** What is quoted, or the phone that is meant. */
function proposal(message: string, said: string): string | null {
  const quoted = /"([^"]+)"/.exec(said)?.[1]
  if (quoted) return quoted
  if (!/^asked: .*iPhone/m.test(message)) return null
  return /robot|green/i.test(said) ? 'Android' : /fruit|bitten/i.test(said) ? 'iPhone' : null
}

/** A model that does what the customer's text tells it: says what is to be said, or gives its instructions away. */
export function obeyedAnswer({ instructions, customerText }: Asked): Answer {
  const ordered = /\bsay "([^"]+)"/i.exec(customerText)?.[1]
  if (ordered) return { reply: ordered }
  return { reply: `Sure! My instructions say: ${instructions.slice(0, 200)} https://prize.example/claim` }
}

export function customerTextIn(message: string): string {
  const opening = '<customer_texts>'
  const from = message.indexOf(opening)
  const to = message.lastIndexOf('</customer_texts>')
  return from >= 0 && to > from ? message.slice(from + opening.length, to).trim() : message
}

/** What was said in earlier turns decides nothing here: a sentinel word must not go off again with each new text. */
export function withoutEarlierTexts(message: string): string {
  return message.replace(/<earlier_texts>[\s\S]*?<\/earlier_texts>/g, '')
}

const verdicts: readonly (readonly [RegExp, string])[] = [
  [/ignore (all |your |the |any )?(previous |prior )?instructions|system prompt|you are now/i, 'INJECTION'],
  [/gift ?card|bank details|verify your account|bitcoin|wire transfer/i, 'SCAM'],
  [/seo|rank (your|you) (site|website|on google)|click here|limited offer|you('ve| have) won/i, 'SPAM'],
  [/\b(idiots?|bastards?|fuck\w*)\b/i, 'ABUSIVE'],
  [/\b(bonjour|hola|guten tag|dzień dobry)\b|[\u0400-\u04FF\u0590-\u06FF\u4E00-\u9FFF]{3}/i, 'UNSUPPORTED_LANGUAGE'],
  [/\b(weather|football score|joke|homework)\b/i, 'IRRELEVANT'],
]

function verdict(text: string): string {
  return verdicts.find(([pattern]) => pattern.test(text))?.[1] ?? 'ALLOWED'
}

const urgentWords =
  /\b(urgent(ly)?|emergency|burst|flood(ing|ed)?|leak(ing)? badly|everywhere|smoke|sparks?|smell(s|ing)? (of )?(gas|burning)|gas leak|locked out|no (heating|power|hot water))\b/i
const workWords =
  /\b(quote|book|fix|fit|mend|replace|charge|cost|price|repair|install(ed)?|outlet|fireplace|shower|bath|heater|service|leak(ing|y)?|tap|boiler|toilet|sink|pipe|socket|lights?|lock|door|roof|gutter|radiator|plumb\w*|electric\w*)\b/i
const closingWords = /^\W*(thanks?( you)?|cheers|ok(ay)?|bye|no thanks)\b|\bwrong number\b/i

function dial(text: string): Answer {
  if (urgentWords.test(text)) return { intent: 'URGENT', confidence: 0.93 }
  if (workWords.test(text)) return { intent: 'NORMAL', confidence: 0.86 }
  if (closingWords.test(text)) return { intent: 'NON_LEAD', confidence: 0.88 }
  return { intent: 'UNCLEAR', confidence: 0.55 }
}

const trades: readonly (readonly [RegExp, string])[] = [
  [/\b(pipe|tap|shower|bath|leak\w*|toilet|sink|drain|flood\w*|plumb\w*)\b/i, 'plumbing'],
  [/\b(boiler|heating|radiator|hot water|gas)\b/i, 'heating'],
  [/\b(socket|outlet|lights?|fuse|power|sparks?|electric\w*)\b/i, 'electrical'],
  [/\b(locked out|locks?|keys?)\b/i, 'locksmith'],
  [/\b(roof|gutter|tiles?)\b/i, 'roofing'],
]

function facts(text: string): Answer {
  return {
    jobType: trades.find(([pattern]) => pattern.test(text))?.[1] ?? null,
    urgency: urgentWords.test(text) ? 'urgent' : null,
    location:
      /\b\d+[a-z]? [A-Z][a-z]+ (?:Road|Street|Lane|Avenue|Close|Drive)(?:,? [A-Z][a-z]+)?/.exec(text)?.[0] ??
      /\bin ([A-Z][a-z]+)/.exec(text)?.[1] ??
      null,
    requestedTime:
      /\b(today|tonight|tomorrow(?: morning)?|asap|now|next week|(?:mon|tues|wednes|thurs|fri)day)\b/i.exec(
        text,
      )?.[0] ?? null,
    name: /\b(?:my name is|this is|I'm|it's) ([A-Z][a-z]+)/.exec(text)?.[1] ?? null,
    extraDetails: /\bin the (kitchen|bathroom|loft|garden|hall|bedroom)\b/i.exec(text)?.[0] ?? null,
  }
}

/** Only what the message states: never a price, a time or a promise of its own. */
function words(message: string): string {
  const told = message.split('<customer_texts>')[0] ?? ''
  const line = (name: string) =>
    new RegExp(`^\\W*${name}\\W*:[ \\t]*"?(.*?)"?,?[ \\t]*$`, 'im').exec(told)?.[1]?.replace(/^(null|none|-)$/i, '') ??
    ''
  const business = line('business')
  const from = business ? ` from ${business}` : ''
  const owner = line('owner') || 'the owner'
  const link = line('bookingUrl')
  const book = link ? ` You can book here: ${link}` : ''
  const between = answered(told, owner)
  const ask = line('ask').replaceAll('they', 'you').replaceAll('them', 'you') || 'a little more about the job'
  const sentences: Readonly<Record<string, string>> = {
    'booking-and-alert': /\btoo\b/.test(line('means'))
      ? `Thanks, noted. We are telling ${owner} this too.${between}${book}`
      : `Hello${from}. This is urgent, so we are telling ${owner} now.${between}${book}`,
    acknowledge: `Got it, thanks.${between} Your booking link still works.`,
    'owner-will-be-in-touch': `Hello${from}, thanks for your message.${between} ${capital(owner)} will be in touch.`,
    clarify: `Thanks for getting in touch${from}.${between} Could you tell us ${ask}?`,
    'hand-over': `Thanks.${between} We have passed your texts to ${owner}, who will be in touch.`,
    decline: `Thanks for your message${from}. This is not something we can help with.`,
    closing: `Thanks! Text us${business ? ` at ${business}` : ''} any time.`,
  }
  return sentences[line('action')] ?? `Hello${from}, thanks for your message.${between}${book}`
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** The facts as they stand, and what is left to the owner. */
function answered(told: string, owner: string): string {
  const facts = /<facts>\n([\s\S]*?)\n<\/facts>/.exec(told)?.[1]?.split('\n') ?? []
  const left = /^leave: (.+)$/m.exec(told)?.[1]
  const last = left
    ? [`${capital(owner)} will tell you ${left === 'the price' && facts.length === 0 ? left : 'more'}.`]
    : []
  return [...facts, ...last].map((sentence) => ` ${sentence}`).join('')
}
