/** Decides whether a text is safe to answer: SENTINEL's reasons, each found by its own rule. */
import type { Screening } from '../pipeline/brain.ts'
import { findSpam } from './spam.ts'
import { folded, plain } from './words.ts'

export interface Screened {
  value: Screening
  words: string
  because: string
}

/** Orders to the machine behind the number; a customer orders work, not software. */
const injection =
  /\b(?:ignore|disregard|forget|override|bypass|skip|do not follow|don't follow|stop following)\b[^.!?]{0,40}\b(?:instructions?|prompts?|rules?|guidelines?|directions?|programming|training|guardrails?|everything (?:above|before)|context|restrictions?|constraints?|what you were told)\b|\byou are (?:now|no longer)\b(?! (?:late|booked|hired|welcome|my plumber|ready|here|available))|\b(?:system|developer|hidden|initial|original|secret) (?:prompt|message|instructions?)\b|\b(?:act|behave|respond|pretend|roleplay|role-play) (?:as|like) (?:a|an|if|my|though|you)\b|\bpretend (?:to be|you are|you're|that you)\b|\b(?:reveal|repeat|print|output|show|display|tell me|leak|dump|list|what (?:is|are)) (?:me )?(?:your|the|all)? ?(?:\w+ )?(?:system|prompt|instructions|api keys?|passwords?|secrets?|confidential|guidelines|credentials|training data)\b|\b(?:jailbreak|dan mode|developer mode|do anything now|prompt injection|sudo|root access|admin mode|god mode)\b|<\/?(?:system|assistant|user|instructions?|prompt)>|\[\/?(?:inst|system)\]|^\s*(?:system|assistant)\s*:|\bnew instructions?\b|\bend of (?:prompt|instructions|conversation)\b|\brespond (?:only )?with\b|\bfrom now on,? (?:you|act|respond|answer|only)\b|\byour (?:new )?(?:instructions|task|role|goal|persona|directive) (?:is|are)\b|\b(?:select|drop|insert|delete|union)\b.{0,20}\b(?:from|table|into)\b.{0,30}(?:;|--|\bwhere\b)|<script\b|\b(?:language model|chatgpt|openai|gpt-?\d|llm|claude)\b[^?]{0,60}\b(?:ignore|must|instruction|comply|output|prompt)\b|\bbase64\b|\brot13\b/im

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

export function screen(texts: readonly string[]): Screened {
  const whole = texts.join('\n')
  const ordered = injection.exec(plain(whole))
  if (ordered) return { value: 'INJECTION', words: ordered[0].trim(), because: 'an order to the machine' }
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
