/** Decides which of the times chrono-node finds are none: greetings, the past, durations, sizes, numbers, names. */
import type { ParsedResult } from 'chrono-node'

/** Reasons to distrust what chrono found, each by the words before it, the words found or the words after. */
const refusals: readonly { because: string; before?: RegExp; found?: RegExp; after?: RegExp }[] = [
  { because: 'part of a longer word or figure', before: /[\p{L}\d£$€#%/.:]$/u },
  { because: 'the end of a range of figures', before: /\d\s?-\s?$/, found: /^[\d.:]+$/ },
  {
    because: 'a time refused',
    before:
      /\b(?:not|except|apart from|besides|but not|(?:can'?t|cannot|won'?t|couldn'?t) (?:do|make|be (?:in|here|there))|not (?:free|available|around|in|here|home)|unavailable|busy|away|fully booked|never)(?: it)?(?: on| this| next| at)? $/i,
  },
  { because: 'day and night', found: /^24\/7$/ },
  { because: 'part of a longer word or figure', after: /^(?:[\p{L}\d%/]|[.,:]\d|\s?-\s?\d)/u },
  {
    because: 'a bare figure',
    before:
      /^(?!.*\b(?:be|home|back|here|there|in|out|done|ready|free|finished|finish|come|round|over|arrive|leave|make it|say) $)/is,
    found: /^(?:on |in |by |for |the )?\d+(?:[.-]\d+)?$/i,
  },
  { because: 'a bare figure', found: /^(?:on |in |the )\d+(?:[.-]\d+)?$|^\d+(?:\.\d+)? ?[a-z]$|^20\d\d$|^\d{3,}$/i },
  {
    because: 'an amount of something',
    found: /^(?:from |between |about |around |at )?\d+(?: ?(?:-|to|and) ?\d+)?$/i,
    after:
      /^ ?(?:met(?:er|re)s?|feet|foot|ft|inch(?:es)?|miles?|km|kg|lbs?|people|rooms?|bed\w*|pounds?|quid|dollars?|euros?|percent|per cent|radiators?|sockets?|windows?|doors?|litres?|degrees|amps?|panels?|trees?|points?)\b/i,
  },
  { because: 'a part of a whole', found: /^(?:a |one |the )?(?:quarter|second|half)$/i },
  { because: 'told of the past', found: /^(?:for |in |over )?(?:the )?past\b/i },
  { because: 'how many to a span', before: /\b(?:once|twice|times|hours|days|weeks|months|\d+) $/i, found: /^in an? / },
  { because: 'day and night', before: /\b(?:day|morning|noon) and $/i, found: /^night$/i },
  {
    because: 'numbered',
    before:
      /\b(?:flat|apt|unit|apartment|room|no\.?|number|part|model|size|suite|house|plot|block|ref|bus|route|version|ratio|aged?|score|tel|phone|call|ring) ?#?$/i,
    found: /^\d/,
  },
  {
    because: 'a fraction',
    found: /^\d{1,2}\/\d{1,2}$/,
    after:
      /^ ?(?:inch|in\b|"|''|cups?|baths?|miles?|of|size|full|lbs?|tons?|hp|pipe|bed|finished|done|way|bsp|a\b|an\b|price|off)/i,
  },
  {
    because: 'a verb, not the month',
    found: /^\d+ may$/i,
    after: /^ (?:be|have|not|need|also|take|well|leak|want)\b/i,
  },
  {
    because: 'a first name or a verb, not the month',
    found: /^(?:january|february|march|april|may|june|july|august|jan|mar|apr|jun|aug)$/i,
    before: /^(?!.*\b(?:in|by|for|until|till|this|next|early|late|mid|end of|of|or|coming|before|after) $).+|^(?=$)/i,
    after: /^ \p{L}/u,
  },
  {
    because: 'an address or an amount',
    found: /^(?:at )?\d+$/i,
    after:
      /^ [\p{L}-]+ (?:road|rd|street|st|avenue|ave|lane|drive|close)\b|^ (?:people|persons|guests|rooms|of us|bedrooms?|verde)/iu,
  },
  {
    because: 'a greeting or a wish',
    before: /\b(?:good|gd|gud|happy|nice|lovely|great|enjoy(?: your| the)?|have a(?: \w+)?) $/i,
    found: /^(?:morning|afternoon|evening|night|day|weekend|monday|friday)$/i,
  },
  {
    because: 'a greeting',
    before: /^(?:hi|hey|hello)?,? ?$/i,
    found: /^(?:morning|afternoon|evening)$/i,
    after: /^[,!.]|^ (?:mate|all|guys|there|\p{Lu})/u,
  },
  { because: 'a word, not a span of time', found: /^the (?!morning|afternoon|evening|weekend|same)[a-z]+$/i },
  { because: 'told of the past', found: /\b(?:ago|yesterday|earlier|last (?!\w+ (?:of|in)\b)\w+)\b|^-/i },
  {
    because: 'told of the past',
    before: /\b(?:since|ever since|until|back in|been|previous|last)(?: about| around| at| the| early| late)? $/i,
  },
  {
    because: 'told of the past',
    before:
      /\b(?:started|stopped|broke|broken|went|died|happened|noticed|came|burst|flooded|failed|smelled|smelt|had|fell|moved|bought|installed|was|were|did|got|woke|left|dropped|lost|paid|called|spoke|rang|snapped|cracked|packed up|gone)\b(?:(?!\b(?:can|could|need|come|please|want|would|are you|wondering|hoping|thinking|looking|is|hop|free|available|booked|due|supposed|meant|going|able)\b)[^.!?]){0,40}$/i,
    found:
      /^(?:today|tonight|this (?:morning|afternoon|evening)|now|(?:at )?\d.*|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?)$/i,
  },
  {
    because: 'how long, not when',
    found:
      /^(?:just |for |about |around |another |a |the )*(?:\d+(?:\.\d+)?|a|an|one|two|three|four|five|six|seven|eight|nine|ten|few|couple(?: of)?|half(?: an?)?|the|several)? ?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?)$/i,
    after: /^(?! later| from now)/,
  },
  { because: 'an age or a length', after: /^ (?:old|long|ago|guarantee|warranty|older|younger)\b|^-?year-old/i },
  {
    because: 'a word in passing',
    found: /^now$/i,
    before: /^(?!.*\b(?:right|come|here|out|over|help|straight|available|free) $).+/i,
  },
  {
    because: 'a word that is also a day',
    found: /^(?:sat|sun|mon|wed|mar|may|march|second|min|dec)$/,
    before: /^(?!.*\b(?:on|in|of|early|late|mid|this|next|by|for|until|or|and|till|every|coming|either|come) $).+/i,
  },
  {
    because: 'a verb, not the day',
    found: /^sat$/i,
    after: /^ (?:on|down|here|there|waiting|outside|in (?!the (?:morning|afternoon|evening)))\b/i,
  },
  {
    because: 'a word that begins the name of a thing',
    found:
      /^(?:(?:this |the )?(?:night|day|sun|sat|evening|weekday|weekend|morning|afternoon|sunday|monday|friday|mon|second))$/i,
    after:
      /^ (?:storage|rates?|room|nav|shifts?|lights?|lamp|cream|bed|lounger?|room|sickness|job|tariff|glow|screen|roof|dress|class(?:es)?|nurse|paper|shade|deck|surcharge|prices?|call[- ]?outs?|papers?|roast|hand|meter|owl|school|blues|repair)\b/i,
  },
  {
    because: 'a first name, not tomorrow',
    found: /^tom$/i,
    after:
      /^(?! ?(?:$|[.,!?]|(?:at|am|pm|morning|afternoon|evening|eve|night|please|pls|if|or|around|between|after|before|\d)\b))/i,
  },
  { because: 'full marks, not a date', found: /^10\/10$/, before: /^(?!.*\b(?:on|for|by|the|until) $)/i },
  {
    because: 'told of many days',
    before: /\b(?:every|each|other|most|all|last|some|both) $/i,
    found: /^(?:night|day|morning|evening|afternoon|weekend|\w+day)$/i,
  },
  { because: 'somebody of that name', found: /^(?:april|may|june|august)$/i, after: /^'s\b/i },
  { because: 'a short word, not a month', found: /^an? mon$/i },
  { because: 'no such day', found: /^\p{L}+\.? (?:3[2-9]|[4-9]\d)$/u },
]

export function isRefused(read: string, result: ParsedResult): boolean {
  const before = read.slice(0, result.index)
  const after = read.slice(result.index + result.text.length)
  return refusals.some(
    (refusal) =>
      (refusal.before?.test(before) ?? true) &&
      (refusal.found?.test(result.text) ?? true) &&
      (refusal.after?.test(after) ?? true),
  )
}
