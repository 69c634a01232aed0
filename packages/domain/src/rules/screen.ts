/** Decides whether a text is safe to answer: SENTINEL's reasons, each found by its own rule. */
import type { Screening } from '../pipeline/brain.ts'
import { findSpam } from './spam.ts'
import { folded, plain, wordCount } from './words.ts'

export interface Screened {
  value: Screening
  words: string
  because: string
}

/** Orders to the machine behind the number; a customer orders work, not software. */
const injection = new RegExp(
  [
    // setting earlier instructions aside
    String.raw`\b(?:ignore|disregard|override|bypass|forget)\b (?:all |any |your |the |my |these |those |every |of )*(?:(?:previous|prior|above|earlier|preceding|following|original|initial|system|former|safety|content|and) )*(?:instructions?|prompts?|rules|guidelines|programming|training|guardrails?|restrictions?|constraints?|directives?)\b(?! (?:for|on|about|of) (?:the|my|our) )`,
    String.raw`\b(?:ignore|disregard|forget) (?:all |everything )(?:(?:of )?the )?(?:above|before|previous|prior|you (?:have|know|were|learned))`,
    String.raw`\b(?:ignore|disregard|forget) (?:the |what is )?above\b(?= and\b|[.,!:]|$)|\b(?:repeat|print|output|copy|say) (?:everything|all(?: of it)?|the (?:text|words)) above\b`,
    String.raw`\b(?:do not|don't|stop) follow(?:ing)? (?:your|the system|any)\b.{0,20}\b(?:instructions|rules|guidelines)\b`,
    // being told how to word the answer, or to write what no business writes
    String.raw`\b(?:start|begin|end|preface|prefix|finish) (?:your|each|every|all) (?:\w+ )?(?:answer|reply|repl|respons|message|output)\w* (?:with|by)\b`,
    String.raw`\bwrite (?:me |us )?(?:an? )?(?:(?:very|short|brief|long|detailed|\w+-word) )*(?:script|essay|poem|story|song|article|blog|dialogue|tutorial|python|javascript|code|sql|haiku)\b`,
    String.raw`\bin the following (?:format|manner|structure)\b|\b(?:simulate|emulate|enable|enter|activate) (?:\w+ ){0,3}mode\b|\bevery prompt\b`,
    // being made somebody else
    String.raw`\byou are (?:an? |the )(?:\w+ ){1,4}(?:receiving|whose|named|called|tasked|designed|trained|with access|created by)\b|\byou(?:'re| are) \w+, an? (?:\w+ ){0,3}(?:model|ai|assistant|persona|character)\b`,
    String.raw`\byou are (?:now|no longer) (?:a|an|in|the|dan|windows|linux|free (?:from|of)|chatgpt|["']|\w+gpt|going to (?:act|pretend)|bound|restricted|acting)\b`,
    String.raw`(?:^|[.!?,:"] ?|\b(?:please|must|should|will|to|and|now|can you|could you) )(?:you )?(?:act|behave|respond|role-?play) (?:as (?:a|an|two|both|if you|though you|my|the)|like (?:a|an) )`,
    String.raw`\bpretend (?:to be|you are|you're|that you|you have)\b`,
    String.raw`\bfrom now (?:on|own),? (?:chatgpt|you (?:are|will|must|have to|should)|act|respond|answer)\b`,
    String.raw`\byour (?:new )?(?:instructions|task|role|persona|directive) (?:is|are) (?:to|now|as)\b|\bnew instructions? ?:`,
    // getting at what is behind
    String.raw`\b(?:system|developer|hidden|initial|original|secret|above) (?:prompt|instructions?)\b|\b(?:system|developer) message\b`,
    String.raw`\b(?:opposite|contents?|text|copy|list|details?) of your (?:\w+ )?(?:prompt|instructions|rules|guidelines|programming)\b|\byour (?:system|hidden|secret|internal|core) (?:\w+ )?(?:prompt|instructions?|rules|programming|configuration)\b`,
    String.raw`\b(?:what|which|how) (?:were|are|was) (?:you|u) (?:told|instructed|programmed|prompted) (?:to (?:say|do|answer|never)|with)\b|\bwhat (?:instructions|rules|prompts?) (?:were|have) you (?:been )?given\b`,
    String.raw`\b(?:you|u) (?:are|r|'re|will be|shall be) (?:now |hereby )*(?:freed|liberated|unlocked|unrestricted|unfiltered|uncensored|without (?:rules|limits|filters|restrictions))\b`,
    String.raw`\b(?:your|ur) (?:name|role|persona|character|job) is (?:now )?(?:\w+ ?(?:gpt|bot|ai)\b|to (?:act|pretend|play|answer anything))`,
    String.raw`\b(?:stay|remain|be|keep) in character\b|\b(?:break(?:ing)?|out of) character\b|\b(?:two|2|both) (?:responses|answers|replies)\b.{0,40}\b(?:normal|classic|gpt|unfiltered|jailbr\w+)`,
    String.raw`\b(?:reply|respond|answer|output) (?:only )?(?:with|in) (?:json|base64|rot13|binary|nothing but)\b|\bend of (?:prompt|instructions?|context)\b`,
    String.raw`\b(?:translate|summari[sz]e|encode|rephrase|spell out|recite|continue|complete) (?:your|the (?:text|words|message|instructions?|prompt) (?:above|before)|everything (?:above|before))\b`,
    String.raw`\b(?:reveal|repeat|print|output|show|display|tell|leak|dump|list|give|what (?:is|are)|what's)(?: me)? your (?:\w+ )?(?:prompt|instructions|api keys?|passwords?|secrets?|guidelines|credentials|training data|configuration|source code)\b`,
    String.raw`\b(?:jailbreak|dan mode|developer mode|do anything now|prompt injection|sudo \w+|admin mode|god mode|base64|rot13)\b`,
    String.raw`<\/?(?:system|assistant|instructions?|prompt)>|\[\/?(?:inst|system)\]|^\s*(?:system|assistant)\s*:`,
  ].join('|'),
  'im',
)

/** Talk of language models, or of being without limits, that goes with an order to be one. */
const machine =
  /\b(?:chat ?bots?|chat ?gpt|gpt(?:-?\w)?|openai|artificial intelligence|perplexity|markdown|language models?|large language|ai (?:assistant|model|language)|unfiltered|amoral|uncensored|jailbroken|alter ego|no (?:ethical|moral)|bound by any|not bound|(?:no|without any) (?:restrictions|limitations) (?:on your|whatsoever|at all)|stock mode|(?:my|the|insert) prompts?|prompts|(?!robot)[a-z]{3,}bot)\b/i
const order =
  /\b(?:you (?:are|will|must|should|have|can|cannot|shall)|act as|answer|respond|pretend|imagine|emulate|simulate|create|write|output|let's play|continue as|forget|say|reply|compose|generate)\b/i

/** Code where a customer writes words. */
const code =
  /\b(?:insert into|drop table|union select|select \* from)\b|<\s*(?:img|script|iframe|svg)\b|javascript:|\beval\(|__\w+__\(|\bos\.system\b|\(lambda |\$\{[^}]*\}|\{\{[^}]*\}\}|\b[a-z_]+\.(?:exec|system|eval|popen|get|post|call|run)\(|^\s*import \w+[;\n]|\[insert [^\]]+\]/im

/** Insults and threats at the reader; swearing at a boiler is not abuse. */
const abuse =
  /\b(?:fuck|screw) (?:you|u|off|yourself)\b|\b(?:you|u|ur|you're|you are|youre) (?:all )?(?:a |an |such a |bunch of |fucking |bloody |stupid |useless |absolute |total )*(?:idiots?|cunts?|wankers?|twats?|bastards?|bitch(?:es)?|assholes?|arseholes?|dickheads?|morons?|pricks?|scum|pieces? of shit|retards?|cocksuckers?|motherfuckers?)\b|\b(?:piss off|go to hell|kill yourself|drop dead|eat shit|suck my)\b|\bi(?:'ll| will| am going to|'m going to|'m gonna| gonna) (?:\w+ )?(?:kill|hurt|find|beat|stab|shoot|smash|break|burn|murder) (?:you|your|u)\b|^(?:stupid |fucking |useless )?(?:cunts?|wankers?|bitch|bastards?|idiots?|assholes?)[!. ]*$/i

/** Function words of other languages; several together mean that the text is not English. */
const foreign: readonly { language: string; words: RegExp }[] = [
  {
    language: 'Spanish',
    words:
      /\b(?:el|los|las|una|por|para|con|que|necesito|hola|está|estoy|mi|tengo|agua|cuánto|cuanto|puede|gracias|favor|usted|casa|en|mañana|hay|como|muy|quiero|baño|cocina|del|tiene|su|donde|cuando|un|de|la|se|no hay|buenas|buenos)\b/gi,
  },
  {
    language: 'Polish',
    words:
      /\b(?:jest|nie|czy|się|proszę|prosze|potrzebuję|potrzebuje|dzień|dzien|dobry|mam|mój|moja|jak|pan|pana|ile|kosztuje|hydraulika|woda|dom|domu|oraz|żeby|gdzie|kiedy|dziękuję|dziekuje|w|z|na|to)\b/gi,
  },
  {
    language: 'French',
    words:
      /\b(?:le|les|une|des|est|je|vous|nous|avec|pour|bonjour|merci|besoin|fuite|eau|dans|mon|ma|sur|pas|plombier|combien|pouvez|avez|c'est|j'ai|suis|salle|cuisine|du|de|la|et|que|qui)\b/gi,
  },
  {
    language: 'German',
    words:
      /\b(?:der|die|das|und|ist|ich|nicht|ein|eine|mein|meine|für|mit|haben|brauche|bitte|danke|wasser|guten|tag|können|sie|wir|auf|heizung|wie|viel|kostet|zu|im|den|dem)\b/gi,
  },
  {
    language: 'Portuguese',
    words:
      /\b(?:preciso|não|nao|você|voce|obrigado|obrigada|uma|para|com|está|água|meu|minha|quanto|bom|dia|tem|casa|os|do|da|em|um|por|favor|olá|estou)\b/gi,
  },
  {
    language: 'Italian',
    words:
      /\b(?:ho|bisogno|il|una|sono|che|non|per|con|ciao|grazie|acqua|della|nel|mio|mia|quanto|buongiorno|perdita|casa|di|un|è|gli|posso|può)\b/gi,
  },
  {
    language: 'Romanian',
    words:
      /\b(?:și|si|nu|este|am|nevoie|bună|buna|ziua|multumesc|mulțumesc|vă|rog|apă|apa|pentru|casă|casa|un|o|cu|mea|meu|cât|cat|costă)\b/gi,
  },
  {
    language: 'Dutch',
    words:
      /\b(?:het|een|ik|niet|is|van|mijn|heb|nodig|met|voor|dank|goedemorgen|lekkage|kunt|jullie|dat|zijn|aan|naar|hoeveel|kost)\b/gi,
  },
]
const english =
  /\b(?:the|is|are|my|i|you|and|to|of|in|it|for|on|with|can|need|have|please|we|a|at|this|that|do|what|how|not|your|was|be|me|our|hi|hello|there|come|out)\b/gi

/** An order to the machine behind the number, or null. */
export function findInjection(texts: readonly string[]): Omit<Screened, 'value'> | null {
  const whole = texts.join('\n')
  const ordered = injection.exec(plain(whole))
  if (ordered) return { words: ordered[0].trim(), because: 'an order to the machine' }
  const coded = code.exec(whole)
  if (coded) return { words: coded[0].trim(), because: 'code instead of words' }
  const told = machine.exec(whole)
  const toldMuch = told !== null && order.test(whole) && wordCount(whole) >= 10
  return toldMuch ? { words: told[0].trim(), because: 'tells the machine what to be' } : null
}

export function screen(texts: readonly string[]): Screened {
  const whole = texts.join('\n')
  const ordered = findInjection(texts)
  if (ordered) return { value: 'INJECTION', ...ordered }
  const bulk = findSpam(whole)
  if (bulk) return { value: bulk.kind, words: bulk.words, because: bulk.because }
  const insult = abuse.exec(plain(whole))
  if (insult) return { value: 'ABUSIVE', words: insult[0].trim(), because: 'an insult or a threat to the reader' }
  const language = otherLanguage(folded(whole))
  if (language) return { value: 'UNSUPPORTED_LANGUAGE', words: language, because: 'not English' }
  return { value: 'ALLOWED', words: '', because: 'nothing against it' }
}

function otherLanguage(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  if (letters >= 4 && latin < letters / 2) return 'another script'
  const ownWords = text.match(english)?.length ?? 0
  for (const { language, words } of foreign) {
    const met = new Set(text.toLowerCase().match(words) ?? [])
    if (met.size >= 3 && met.size > ownWords * 1.5) return language
  }
  return null
}
