/**
 * Decides whether a text asks to receive no more texts, or is one of the other words with a fixed meaning.
 * The lone words are Twilio's (NORMS 5.1); sentences are ours. It refuses to guess from "stop" inside a sentence
 * about something else: silence towards a customer who did not ask for it loses the lead.
 */
import { plain, sentences, wordCount } from './words.ts'

export type OptWord = 'out' | 'in' | 'yes' | 'help' | 'menu'

/** Twilio's default words, as its help article 223134027 and the FCC list give them; alone in the message. */
const aloneMeans: Readonly<Record<string, OptWord>> = {
  stop: 'out',
  stopall: 'out',
  'stop all': 'out',
  unsubscribe: 'out',
  cancel: 'out',
  end: 'out',
  quit: 'out',
  revoke: 'out',
  optout: 'out',
  'opt out': 'out',
  'opt-out': 'out',
  unsub: 'out',
  start: 'in',
  unstop: 'in',
  yes: 'yes',
  help: 'help',
  info: 'help',
  menu: 'menu',
  '?': 'menu',
}

const sends =
  '(?:text|texts|texting|message|messages|messaging|msg|msgs|msging|sms|smsing|contact|contacting|spam|spamming)'
const writes = '(?:text|message|msg|sms|contact|spam|write to|send)'
const writing = '(?:texting|messaging|msging|smsing|contacting|spamming|bothering|harassing|pestering|writing to)'
const us = '(?:me|us|this (?:number|no|phone)|my (?:number|phone|mobile|cell))'

interface Sentence {
  because: string
  pattern: RegExp
}

/** Plain-words opt-outs, each matched inside one sentence. */
const optOuts: readonly Sentence[] = [
  {
    because: 'asks us to stop writing',
    pattern: new RegExp(
      `\\b(?:stop|quit|cease) ${writing}(?: to)? ${us}\\b(?! (?:and|to|at|in|on|when|while|about|so|if))`,
    ),
  },
  {
    because: 'asks us to stop writing',
    pattern: new RegExp(
      `^(?:please )?(?:stop|quit|cease) (?:these |the |all |your |with the )?${sends}\\b(?: (?:me|us|please|now|to this number))*\\W*$`,
    ),
  },
  {
    because: 'asks for no more texts',
    pattern:
      /\b(?:stop|quit|cease|don't|do not|no need to) send(?:ing)? (?:me |us )?(?:any |more |any more |these |the |your |all |so many |such )*(?:texts?|messages?|msgs?|sms|smses|offers?|promotions?|promos?|ads?|adverts?|spam|alerts?|reminders?|stuff)\b/,
  },
  {
    because: 'tells us not to write',
    pattern: new RegExp(
      `\\b(?:don't|do not|never|not) (?:ever )?(?:please )?${writes} ${us}(?: (?:again|any ?more|ever|please|thanks|thank you))*\\W*$`,
    ),
  },
  {
    because: 'tells us not to write again',
    pattern: new RegExp(
      `\\b(?:don't|do not|never) (?:ever )?${writes} ${us} (?:\\w+ ){0,2}(?:again|any ?more|ever)\\b`,
    ),
  },
  {
    because: 'asks to be taken off a list',
    pattern:
      /\b(?:remove|delete|take|drop|erase|scrub|unlist) (?:me|us|my (?:\w+ ){0,2}(?:number|name|details|phone|contact|info|information|data|mobile|cell)|this (?:number|no|phone))(?: please)? (?:from|off|out of)\b(?! work)/,
  },
  {
    because: 'asks to be forgotten',
    pattern:
      /\b(?:remove|delete|erase) (?:me|my (?:number|details|contact(?: details)?|data))\W*$|^take me off\W*$|\blose (?:my|this) number\b/,
  },
  {
    because: 'unsubscribes',
    pattern:
      /(?<!\b(?:to|can|how do i) )\b(?:unsubscribe|opt (?:me |us )?out|opt-out|unsub)\b(?: me| us| please| now| this number| from| of)*/,
  },
  {
    because: 'wants to opt out',
    pattern:
      /\b(?:want|wish|like|need|wanna|trying|how (?:do|can) i) to? ?(?:unsubscribe|opt[ -]?out|be (?:removed|taken off))\b/,
  },
  {
    because: 'wants no more texts',
    pattern:
      /\b(?:no longer|don't|do not|never) (?:want|wish|need|care)(?: to)?(?: (?:receive|get|have|hear|be sent|keep getting|be (?:texted|messaged|contacted)))?(?: (?:from|any|more|anymore|these|your|further|to))* ?(?:texts?|messages?|msgs?|sms|from you|texted|messaged|contacted)\b/,
  },
  {
    because: 'wants no more texts',
    pattern:
      /^(?:please |ok |enough |and |so )*no more (?:of (?:these|your) )?(?:texts?|messages?|msgs?|sms|texting|spam)\b(?: (?:please|thanks|thank you|from you|to me|to this number))*\W*$/,
  },
  {
    because: 'cancels the texts',
    pattern:
      /\b(?:cancel|end|stop) (?:all |these |the |my |your |this |any )*(?:texts|text messages|messages|sms|subscription|texting service|text alerts|alerts|notifications)\b/,
  },
  { because: 'withdraws consent', pattern: /\b(?:revoke|withdraw)\b.{0,20}\b(?:consent|permission)\b/ },
  {
    because: 'ends the exchange',
    pattern:
      /^(?:end of (?:discussion|conversation|story)|leave me alone|go away|stop (?:please|now|it|this|that|everything)|please stop|just stop|stop stop(?: stop)*|i said stop|stop already|cancel (?:all|please)|please cancel|end please|quit please|please (?:end|quit)|(?:unsubscribe|stop|cancel|end|quit) (?:thanks|thank you|please|pls|now|me))\W*$/,
  },
]

/** Adverts and instructions quote the words ("Reply STOP to unsubscribe"); whoever quotes them does not mean them. */
const quoted =
  /\b(?:reply|text|txt|send|type|press|say)(?:ing)?(?: with)? ["'(]?(?:stop|end|quit|cancel|unsubscribe)\b|\bto (?:stop|unsubscribe|opt[ -]?out|unsub)\b,? (?:reply|text|txt|send|call|click|go|visit)/

/** "do not stop", "should I stop", "if you stop": the sentence is about stopping, it does not ask for it. */
const denied =
  /\b(?:don't|do not|did not|didn't|never|won't|not) (?:want (?:you )?to )?(?:stop|unsubscribe|cancel|remove|opt)|\b(?:should|can|could|did|if|when) i (?:ever )?(?:stop|unsubscribe|text|opt)/

/** A lone STOP opening a longer message, set off by punctuation or a line break ("STOP. Cancel all texts"). */
const openedByStop = /^(?:stop|stopall|unsubscribe|optout|opt-out)\s*[.!\n]+(?:\s|$)/

export function readOptWords(body: string): OptWord | null {
  const text = plain(body)
  const bare = text.replace(/^[^\p{L}\p{N}?]+|[^\p{L}\p{N}?]+$/gu, '')
  const alone = aloneMeans[bare] ?? aloneMeans[bare.replace(/[?]+$/, '')]
  if (alone) return bare.endsWith('?') && alone === 'out' ? null : alone
  return optOutBecause(body) === null ? null : 'out'
}

/** The words and the rule of a plain-words opt-out, or null. */
export function optOutBecause(body: string): { words: string; because: string } | null {
  const text = plain(body)
  if (quoted.test(text)) return null
  if (openedByStop.test(text) && wordCount(text) <= 12) return { words: 'stop', because: 'opens with STOP' }
  for (const sentence of sentences(text)) {
    if (denied.test(sentence)) continue
    for (const rule of optOuts) {
      const met = rule.pattern.exec(sentence)
      if (met) return { words: met[0].trim(), because: rule.because }
    }
  }
  return null
}
