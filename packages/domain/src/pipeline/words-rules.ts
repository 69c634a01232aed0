/**
 * What a reply may not say, as data. Each pattern reads the draft after it was folded to plain letters, so that an
 * accent or a full-width digit hides nothing. What stands in a name, the booking link or a whole quoted fact is no
 * finding; `allowedBy` names where else it may stand word for word.
 */
export interface WordsRule {
  fault: string
  finds: readonly RegExp[]
  /** The customer's address as they told it. */
  allowedBy?: 'place'
}

const months = 'january|february|march|april|june|july|august|september|october|november|december'
const days = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|weds?|thurs?|thu|fri'
const upToTwelve = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
const aboveTen =
  'eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen'
const digitWords = `zero|oh|nought|double|triple|treble|${upToTwelve}`
const anyNumber = `(?:\\d+(?:[.,]\\d+)*|${upToTwelve}|${aboveTen})`

const will = "(?:will|'ll|shall|can|could|should|going to|gonna)"
const soften = '(?:\\w+ly |also |all |then |just |be able to |be back to |have (?:someone|somebody|him|her|them) )*'
const acts =
  'give you a|be (?:right |straight )?(?:there|with|over|round|out|on site|on the way)|arrive|come|coming|pop|attend|fix|repair|mend|replace|call|ring|phone|visit|sort|refund|pay|send|deliver|finish|complete|start|reserve|hold'

export const wordsRules: readonly WordsRule[] = [
  {
    fault: 'a character that we do not write',
    finds: [/[^A-Za-z0-9 .,!?'"()\-:;&/+£$€¥%@\p{Extended_Pictographic}]/gu, /[💲💰💵💶💷💴🔟💯🔗]/gu],
  },
  { fault: 'letters spaced out', finds: [/\b(?:[a-z0-9][\s.,\-*]{1,3}){3,}[a-z0-9]\b/gi] },
  {
    fault: 'a link',
    finds: [
      /(?:https?|hxxps?|ftp|mailto)\s*:|www|:\/|\/\/|@/gi,
      /[a-z0-9]\s*[([]\s*\.|[a-z0-9]\.[a-z]{2,}|[a-z0-9]\s+\.\s*[a-z]{2,}/gi,
      /[.,]\s*(?:com|net|org|uk|io|ly|gl|biz|xyz)\b|\.(?:com|net|org)/gi,
      /\.\s*(?:app|co|dev|info|link|site|online|shop|page|click|top|me|to|us|tv|gd|cc)\b/g,
      /\b(?:dot|slash|com|dotcom|bit\s?ly|tiny\s?url|goo\s?gl|linktr\w*)\b/gi,
      /[a-z]\/[a-z0-9]|[0-9]\/[a-z]/gi,
    ],
  },
  {
    fault: 'another channel',
    finds: [/\b(?:whats\s?app|facebook|instagram|telegram|messenger|tik\s?tok|youtube|e-?mail\w*|paypal|venmo)\b/gi],
  },
  {
    fault: 'a price',
    finds: [
      /[£$€¥]\s*\d+(?:[.,]\d+)*/g,
      /[£$€¥](?!\s*\d)/g,
      new RegExp(`\\b${anyNumber}[\\s-]*(?:(?:p|grand|percent|per cent)\\b|%)`, 'gi'),
      /\b(?:\w+[\s-]+)?(?:pounds?|quid|dollars?|bucks?|euros?|pence|cents?|gbp|usd|eur)\b(?:\s*\d+(?:[.,]\d+)*)?/gi,
      /(?<!\bfeel )\bfree\b|\b(?:half[ -]price|discount\w*|cheap\w*|complimentary|gratis|on the house)\b/gi,
      /\b(?:no|without|zero) (?:[\w-]+ )?(?:charges?|costs?|fees?)\b/gi,
    ],
  },
  {
    fault: 'a time',
    finds: [
      /\b\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|a\.m|p\.m|o'?clock)\b|\b\d{1,2}[:.]\d{2}\b/gi,
      new RegExp(
        `\\b(?:${upToTwelve}) o'?clock|\\bat (?:${upToTwelve})\\b|\\bhalf past\\b|\\bquarter (?:past|to)\\b`,
        'gi',
      ),
      /\b(?:today|tonight|tonite|tomorrow|tmrw|tomoz|midday|noon|midnight|lunchtime|overnight)\b/gi,
      /(?<!\b(?:good|great|lovely|nice|pleasant) )\b(?:mornings?|afternoons?|evenings?|weekends?)\b/gi,
      /\b(?:minutes?|mins?|hours?|hrs?|weeks?|fortnight|(?:same|next|working|few|couple of|a|one|two|three) days?|next month)\b/gi,
      /\b(?:asap|as soon as possible|immediately|instantly|straight ?away|right away|shortly|first thing|in no time|end of (?:the )?day)\b/gi,
      new RegExp(`\\b(?:${days}|${months})\\b|\\b\\d+(?:st|nd|rd|th)\\b`, 'gi'),
    ],
  },
  {
    fault: 'a promise',
    finds: [
      /\b(?:guarante\w*|promis\w*|assure\w*|definitely|absolutely|confirm\w*|booked|scheduled|appointed|see you|no problem|of course)\b/gi,
      /\bcertainly\b(?! help)|\b(?:on|heading) (?:my|our|the|his|her|their|its) way\b|\b(?:en route|heading over|dispatched|coming (?:out|over|round|to))\b/gi,
      new RegExp(`(?:\\b|(?='))${will} ${soften}(?:${acts})\\b`, 'gi'),
      /\b(?:we|i|he|she|they|someone|somebody|engineer|plumber|electrician)(?: are|'re| is|'s| am|'m)? (?:arriv\w+|coming|attending|visiting)\b/gi,
      /(?:\byou will|\byou'll) (?:get|have|receive|be)\b/gi,
    ],
  },
  {
    fault: 'a claim',
    finds: [
      /\b(?:warrant\w*|insured|certified|licen[cs]ed|qualified|accredited|registered|refund\w*|compensat\w*|best (?:price|in))\b/gi,
    ],
  },
  {
    fault: 'a phone number',
    finds: [
      /\+?\d(?:[^a-z\d]{0,4}\d){5,}/gi,
      new RegExp(`\\b(?:(?:\\d+|${digitWords})[^a-z\\d]{1,4}){3,}(?:\\d+|${digitWords})\\b`, 'gi'),
      /\b(?:call|ring|phone|dial|text|number)\b[^\d.!?]{0,12}\d{3,}/gi,
    ],
  },
  {
    fault: 'a number',
    finds: [/[a-z]*\d[a-z\d]*(?:[.,:/-]\d[a-z\d]*)*/gi, new RegExp(`\\b(?:${aboveTen})\\b`, 'gi')],
    allowedBy: 'place',
  },
  {
    fault: 'our stages or instructions',
    finds: [
      /\b(?:SENTINEL|DIAL|FLOW|RUNE|LYRA|VAULT|Sentinel|Lyra|Rune|Vault|AI|GPT|LLM)\b|\b[A-Z]+_[A-Z_]+\b|\b[a-z]+[A-Z]\w*\b/g,
      /\b(?:system message|prompts?|instruct\w*|instructed|guidelines|language model|gpt\S*|open ?ai|chat ?gpt|chat ?bot|bots?|robots?|assistant|automat\w*|json|verdict|intent|placeholders?|delimiters?|injection|customers?|customer_texts|neutral british)\b/gi,
    ],
  },
  {
    fault: 'a word that the carrier takes for an opt-out',
    finds: [
      /(?<=\b(?:text|txt|reply|send|say|type|answer|respond|message)\b[^.!?]{0,24})\b(?:stop|stopall|unsubscribe|cancel|end|quit|revoke|opt ?out|yes|start|unstop)\b/gi,
      /^\W*(?:stop|stopall|unsubscribe|cancel|end|quit|revoke|optout)\W*$/gi,
    ],
  },
]
