/** Decides whether a text wants nothing: thanks, goodbyes, "ok", wrong numbers, refusals, other people's adverts. */
import { plain } from './words.ts'

interface Closing {
  because: string
  pattern: RegExp
}

const filler =
  "(?:so much|very much|a lot|lots|again|all|mate|pal|love|hun|dear|buddy|man|guys|everyone|sir|boss|then|now|and|for (?:that|your help|everything|the help|letting me know|getting back(?: to me)?|the (?:reply|quick reply|info|information|update)|your (?:time|reply|message|response|service)|(?:coming|popping|calling)(?: out| round| over| by| in)?(?: so (?:quickly|soon|fast))?|today|all your help)|today|you|very kind|really|appreciate(?:d)?(?: it| that| you(?:r help)?)?|i|it|much|indeed|x+|have a (?:good|great|nice|lovely) (?:one|day|evening|night|weekend|week)|will do|that's|is|that|was|just|of course|no problem|no worries|np|got it|see you|see ya|speak soon|talk soon|take care|tomorrow|later|soon|bye|goodbye|cheers|thanks|thank you|ta|ok|okay|great|perfect|brilliant|lovely|fab|awesome|cool|good|fine|amazing|excellent|nice one|sounds good|alright|sure|yep|yes|no|noted|understood|wonderful|legend|star|welcome|merry christmas|happy new year|same to you|you too|god bless|☺)"

const closers =
  "(?:thanks|thank you|thank u|cheers|ta|much appreciated|appreciate it|i appreciate|many thanks|bye|bye bye|goodbye|good ?night|see you|see ya|ok|okay|okey|k|kk|got it|great|perfect|brilliant|lovely|cool|awesome|noted|understood|no problem|no worries|np|will do|sounds good|nice one|take care|speak soon|all good|all sorted|sorted|you too|alright|fab|that is all|that's all|that's it|talk soon|have a (?:good|great|nice|lovely) (?:one|day|evening|night|weekend|week)|ttyl|adios|cheerio|farewell|so long|later)"

/** A thumb up after our answer is thanks; before we have written anything it says nothing yet. */
export const onlySigns = 'only signs'

const closings: readonly Closing[] = [
  {
    because: 'thanks, a goodbye or an ok',
    pattern: new RegExp(
      `^(?:(?:ok|okay|oh|ah|great|yes|no|right|well|perfect|lovely|brilliant|super|that's|all|hi|hey) )*${closers}(?:[\\s,.!]+${filler})*[\\s.!?x:)(;\\p{Emoji_Presentation}]*$`,
      'u',
    ),
  },
  { because: onlySigns, pattern: /^(?:\p{Emoji_Presentation}|\p{Emoji_Modifier}|\u2764|\ufe0f|[\s:;)(!.-])+$/u },
  {
    because: 'a wrong number',
    pattern:
      /\bwrong (?:number|person|no)\b|\b(?:sorry,? )?(?:not for you|texted the wrong|sent (?:this )?to the wrong|ignore (?:that|this|my last|the last)|meant for someone else|not meant for you)\b/,
  },
  {
    because: 'no longer needs us',
    pattern:
      /\b(?:no longer (?:need(?:ed)?|required?|wanted|interested|looking)|don't (?:need|require) (?:it|you|this|a|an|the|your|anyone|any) ?(?:\w+ )?(?:any ?more|now)|not interested|found (?:someone|somebody)(?: else)?|(?:gone|going|went|decided to go) with (?:someone|somebody|another)|already (?:sorted|got it sorted|fixed|found)|(?:it's|its|all|that's|been|now|is|got it) (?:all )?(?:sorted|fixed|resolved)(?: now)?|fixed (?:it )?(?:myself|ourselves)|changed my mind|never ?mind|no need (?:to come|any ?more|now|for))\b/,
  },
  {
    because: 'looks for work with us',
    pattern:
      /\b(?:are you hiring|looking for (?:work|a job|an apprenticeship|employment)|any (?:jobs|vacancies|work going)|job (?:vacanc\w+|opening)|apprenticeship|my cv|my resume|work for you)\b/,
  },
]

/** Somebody's advert for their own trade: the seller speaks of services, prices and bookings, not of a need. */
const adverts: readonly Closing[] = [
  {
    because: 'an advert: a business speaks',
    pattern:
      /\b(?:we (?:handle|offer|do it all|specialise|specialize|provide|install|serve|cover all|have been serving|fix|repair|clean|can help with all|are (?:a )?(?:fully )?(?:licensed|insured|the best|experts?|here (?:for|to)|now (?:offering|booking)))|serving (?:the|your|all|residential|local|homeowners)|(?:call|book|order|text|dm|message|contact|pm) (?:us|now|today|me for)\b(?!.*\?)|sign up for our|check (?:out )?(?:our|us)|follow us|our (?:team|services|website|instagram|facebook|experts|work) (?:is|are|on|of|can|will|for)?|visit our|ask about our|your (?:trusted|local|one[- ]stop)|satisfaction guaranteed|family[- ]owned|years of experience|fully (?:licensed|insured)|licensed (?:and|&) (?:insured|bonded))\b/,
  },
  {
    because: 'an advert: an offer',
    pattern:
      /\b(?:\d+ ?% off|free (?:estimates?|quotes?|consultations?)(?! for my)|starting (?:at|from) [$£]?\d+|(?:at|for) (?:fair|great|low|affordable|competitive|reasonable) (?:prices|rates)|(?:fair|great|low|affordable|competitive|unbeatable) (?:prices|rates)|special offer|limited time|discounts? (?:for|on|available)|now booking|book now|big or small|no job too (?:big|small)|(?:quality|professional|expert|reliable|affordable|experienced|emergency|licensed|trusted|certified|skilled) (?:\w+ ){0,3}(?:services?|contractors?|electricians?|plumbers?|roofers?|masons?|carpenters?|painters?|handyman|cleaners?|landscapers?) ?(?:-|available|serving|for all|at|in your|for your|you can|,|\.|!)|available for (?:all|your|any)|for all your|we do it all|before and after)\b/,
  },
]

/** The tone of marketing: it praises, hurries and promises to anybody. */
const marketing =
  /\b(?:now (?:available|scheduling|booking|offering|accepting|open|serving|taking)|limited (?:spots|time|availability|slots|offer|openings)|(?:spots|slots) (?:left|available|filling|going)|top[- ]rated|award[- ]winning|5[- ]star|#1|best in (?:town|the (?:area|city|business))|\d+\+? years(?:'| of)? (?:of )?experience|let us (?:handle|take care|help|do|make|transform)|ask (?:me|us) about|available (?:evenings|weekends|weekdays|for (?:hire|work|all|your|new)|year[- ]round|24\/7|now|at)|season is (?:here|coming)|get on (?:our|the|my) (?:schedule|list|calendar)|^(?:transform|upgrade|protect|keep|give|love|refresh|beautify|revive|restore|treat|enhance|boost|save) your\b|with openings|get (?:a|your) free|contracts available|chance to win|refer (?:a|your) friend|like and share|(?:residential|commercial) (?:and|&) (?:commercial|residential)|done right|guaranteed|done by (?:professionals|experts|pros)|dm for|pm for|look no further|got you covered|we've got you|packages?(?: now)? available|quality (?:work|service|workmanship)|at (?:a|an) (?:great|fair|affordable|low|reasonable) price)\b/m

/** A seller who says "I" is still a seller; these need no further doubt. */
const sellers: readonly Closing[] = [
  {
    because: 'an advert: somebody sells their work',
    pattern:
      /\b(?:i (?:offer|provide|specialise|specialize|do (?:all (?:kinds|types) of|professional|affordable))|my (?:company|business|services|rates are|crew|team)|(?:now )?(?:accepting|taking on|welcoming) new (?:clients|customers|patients|jobs|projects)|i(?:'m| am) (?:an? )?(?:licensed|professional|qualified|experienced|insured|local|certified|self[- ]employed) \w+|(?:we(?:'re| are)|now) hiring|hiring (?:experienced|a|an|now)|looking for (?:more )?(?:work|clients|customers|subcontractors|side jobs)|new (?:customers?|clients?) (?:get|receive|save|only)|(?:spring|summer|fall|winter|autumn|holiday|seasonal) (?:special|deal|discount)s?|specials? (?:this|on|for)|(?:message|dm|pm|text|call|contact) (?:me|us) (?:for|to (?:book|schedule|get) (?:a|your)) (?:rates|pricing|prices|details|more info|a (?:free )?(?:quote|estimate)|your)|ask (?:me|us) about (?:my|our)|need (?:a|an|your|help with) [^.?!]{3,50}\? (?:call|we|we've|contact|book|dm|text|message|look no further|give us|get in touch))\b/,
  },
]

/** A need or a question makes the same words a customer's. */
const customer =
  /\b(?:i|i'm|i'd|my|need|needed|looking for|iso|seeking|can you|could you|do you|please|anyone|how much|want)\b/

export function findClosing(text: string): { words: string; because: string } | null {
  return firstMet(closings, plain(text))
}

function firstMet(rules: readonly Closing[], read: string): { words: string; because: string } | null {
  for (const { pattern, because } of rules) {
    const met = pattern.exec(read)
    if (met) return { words: met[0].trim(), because }
  }
  return null
}

/** Whoever opens with a question asks about an offer and makes none. */
const asking =
  /^(?:(?:hi|hello|hey|hiya|morning|afternoon)[ ,.!]+(?:there[ ,.!]+)?)?(?:is|are|do|does|can|could|will|would|what|how|when|where|which|who|any|have)\b(?! (?:you|your) \w+ (?:dirty|old|overgrown|need))/

export function findAdvert(text: string): { words: string; because: string } | null {
  const read = plain(text)
  if (asking.test(read) && read.includes('?')) return null
  const sold = firstMet(sellers, read)
  if (sold || customer.test(read) || read.includes('?')) return sold
  const praised = marketing.exec(read)
  if (praised) return { words: praised[0], because: 'an advert: its tone' }
  return firstMet(adverts, read)
}
