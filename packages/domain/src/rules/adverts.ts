/**
 * Decides whether a text is somebody's advert for their own trade. A few phrases settle it; otherwise marks of selling
 * are added up, as with spam: no single one is enough, since customers speak of prices and free slots too.
 */
import { type Closing, firstMet } from './closing.ts'
import { plain } from './words.ts'

/** Phrases that settle it: the seller speaks of services, prices and bookings, not of a need. */
const adverts: readonly Closing[] = [
  {
    because: 'an advert: a business speaks',
    pattern:
      /\b(?:we (?:handle|offer|supply|sell|do it all|specialise|specialize|provide|install|serve|cover all|have been serving|fix|repair|clean|can help with all|are (?:a )?(?:fully )?(?:licensed|insured|the best|experts?|here (?:for|to)|now (?:offering|booking)))|serving (?:the|your|all|residential|local|homeowners)|(?:call|book|order|text|dm|message|contact|pm) (?:us|now|today|me for)\b(?!.*\?)|sign up for our|check (?:out )?(?:our|us)|follow us|our (?:team|services|website|instagram|facebook|experts|work) (?:is|are|on|of|can|will|for)?|visit our|ask (?:about|for) our|your (?:trusted|local|one[- ]stop)|satisfaction guaranteed|family[- ]owned|years of experience|fully (?:licensed|insured)|licensed (?:and|&) (?:insured|bonded)|(?:is|are) our (?:specialty|speciality|passion|trade))\b|^(?:full|complete|professional|local|reliable|affordable|your|trusted|family) .{5,60}\b(?:company|contractors?|services|specialists)[.!]*$/,
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

/** What agencies sell to a business, and that they do; a question before it is theirs. */
const pitch =
  /\b(?:seo|leads|google|your (?:\w+ )?(?:business|company|website|web site|brand)|web ?site|social media|digital marketing)\b[\s\S]{0,60}\b(?:we|i|our team)(?:'ll)? (?:can|could|provide|offer|help|build|design|guarantee|specialise|specialize|generate|do)\b|\b(?:we|i) (?:can|could|provide|offer|help|build|design|guarantee|generate)\b[\s\S]{0,40}\b(?:seo|leads|on google|your (?:\w+ )?website|a website|your (?:sales|online presence|rankings?))\b/

/** A need or a question makes the same words a customer's. */
const customer =
  /\b(?:i|i'm|i'd|my|need|needed|looking for|iso|seeking|can you|could you|do you|please|anyone|how much|want)\b/

/** What a seller's sentence is made of, by kind: each kind counts once. */
const marks: readonly { because: string; points: number; pattern: RegExp }[] = [
  { because: 'a price named', points: 1, pattern: /[$£€]\d|\b\d+ ?% off\b|\b(?:deals?|sale|discounts?|financing)\b/ },
  { because: 'a price to begin at', points: 1, pattern: /\b(?:from|just|only|starting at|as low as|for) [$£€]\d/ },
  {
    because: 'praise',
    points: 1,
    pattern:
      /\b(?:affordable|reliable|professional\w*|experienced?|experts?|skilled|quality|custom|licen[cs]ed|insured|certified|friendly|trusted|trustworthy|top|best|proud|happy customers?|competitive|fair|honest|guaranteed|dream|beautiful|stunning|perfect|oasis|done right|made right|references|years (?:in|of)|award\w*|fast)\b/,
  },
  {
    because: 'tells the reader to act',
    points: 1.5,
    pattern:
      /(?:^|[.,!?;:-] ?|\band )(?:call|text|message|dm|pm|book|schedule|get in touch|ask (?:me |us )?about|see our|check (?:out )?our|follow|like our|visit|contact|order|hire|sign up|one call|let (?:us|our)|don't wait|turn your|give your|beat the|get your|share)\b|\b(?:dm|pm|message|text|call) (?:me|us|for)\b/,
  },
  {
    because: "speaks of the reader's home",
    points: 1.5,
    pattern:
      /\byour (?:[a-z]+ ){0,2}(?:home|house|yard|backyard|lawn|garden|kitchen|bathroom|roof|gutters?|windows|floors?|furnace|ac|hvac|boiler|heating|deck|patio|driveway|fence|property|project|space|carpets?|sprinklers|pool|basement|walls|trees|pipes|drains|area|needs|business|clean)\b/,
  },
  {
    because: 'a seller speaks',
    points: 1.5,
    pattern:
      /^we (?:do|make|build|offer|handle|clean|paint|install|come)\b|\b(?:our (?:pros|team|crew|experts|\w+ installs|latest|work|services|portfolio)|with us|trust(?:ing|ed)? us|offering|covering (?:all|the)|i come to you|by (?:\w+ )?(?:crew|pros|professionals|experts|team|specialists)|(?:firm|company|crew|business|team) (?:covering|serving|with|ready|available|based)|family[- ](?:run|owned)|proud to|looking for (?:more|new) (?:clients|customers|work|jobs)|hiring|subcontractors|good pay)\b/,
  },
  {
    because: 'free for whoever comes first',
    points: 1,
    pattern:
      /\b(?:slots|openings|spots (?:left|available)|available|this (?:week|weekend|month|season|summer|spring|fall|winter|autumn)|all (?:month|week|summer|year) long|before (?:the|winter|summer|it's too late)|now booking|season|don't wait|while (?:they|stocks) last|today!)/,
  },
  {
    because: 'always ready',
    points: 1.5,
    pattern:
      /\b(?:24\/7|same[- ]day|on call|day or night|quick turnaround|minute response|no call[- ]?out (?:fee|charge)|at your service|ready for|on request|with every|free (?:inspection|estimate|quote|consultation|\w+ check)s?|no job too)\b/,
  },
  {
    because: 'a list of services',
    points: 1,
    pattern: /^(?:[^.,!?]+, ){2,}(?:and )?[^.,!?]+[.!]|^(?:[^.,!?]+, ){1,}[^.,!?]+ and [^.,!?]+[.!]/,
  },
]

const enough = 2

/** A whole sentence in print, which a note to a tradesperson rarely is. */
const printed = /^\p{Lu}[^?]*[.!]$/u

/** Somebody with a need of their own, and not a seller. */
const ownNeed =
  /\b(?:i|i'm|i'd|i've|my|mine|me|we(?:'re| are| have| need|'ve|'d)|our (?:boiler|kitchen|house|home|bathroom|roof|toilet|tap|sink|garden|fence|heating)|needs?|needed|wanted|wants?|looking for|iso|seeking|can you|could you|would you|do you|are you|please|pls|anyone|how (?:much|long|soon)|thanks|hi|hello|hey)\b/

function sells(text: string, read: string): { words: string; because: string } | null {
  const own = read.replace(
    /\b(?:i come to you|(?:dm|pm|message|text|call|contact) me|looking for (?:more|new) \w+)\b/g,
    '',
  )
  if (ownNeed.test(own)) return null
  const met = marks.filter(({ pattern }) => pattern.test(read))
  const points = met.reduce((sum, mark) => sum + mark.points, 0) + (printed.test(text.trim()) ? 0.5 : 0)
  if (points < enough || met.length === 0) return null
  const words = met.map(({ pattern }) => pattern.exec(read)?.[0].trim().slice(0, 30)).join(' … ')
  return { words, because: `an advert: ${met.map(({ because }) => because).join(', ')}` }
}

/** "Tired of weeds? Let our pros …": a seller answers the own question. */
const answeredItself = /^[^?]{3,80}\? (?=\p{L}[^?]*$)/u

/** Whoever opens with a question asks about an offer and makes none. */
const asking =
  /^(?:(?:hi|hello|hey|hiya|morning|afternoon)[ ,.!]+(?:there[ ,.!]+)?)?(?:is|are|do|does|can|could|will|would|what|how|when|where|which|who|any|have)\b(?! (?:you|your) \w+ (?:dirty|old|overgrown|need))/

export function findAdvert(text: string): { words: string; because: string } | null {
  const read = plain(text)
  const pitched = pitch.exec(read)
  if (pitched) return { words: pitched[0], because: 'an advert: sells to businesses' }
  if (asking.test(read) && read.includes('?')) return null
  const sold = firstMet(sellers, read)
  if (sold) return sold
  const scored = sells(text.replace(answeredItself, ''), read.replace(answeredItself, ''))
  if (scored && (!read.includes('?') || answeredItself.test(read))) return scored
  if (customer.test(read) || read.includes('?')) return null
  const praised = marketing.exec(read)
  if (praised) return { words: praised[0], because: 'an advert: its tone' }
  return firstMet(adverts, read)
}
