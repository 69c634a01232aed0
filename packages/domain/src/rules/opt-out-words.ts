/**
 * Decides whether a text asks to receive no more texts, or is one of the other words with a fixed meaning.
 * The lone words are Twilio's; sentences are ours. It refuses to guess from "stop" inside a sentence
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
const writing =
  '(?:texting|messaging|msging|smsing|contacting|spamming|bothering|harassing|pestering|bugging|annoying|hassling|writing to)'
/** What a business sends. */
const texts =
  '(?:texts?|text messages?|messages?|msgs?|sms(?:es)?|texting|messaging|notifications?|alerts?|reminders?|promos?|promotions?|offers?|adverts?|ads|marketing|spam|communications?|correspondence|contact)'
const these =
  '(?:(?:all|any|these|those|the|your|ur|you|with|of|this|such|more|further|future|annoying|bloody|daily|constant|stupid|endless|automated|automatic|marketing|promotional|sales|spam|unwanted|unsolicited|random|silly|text) )*'
const us = "(?:me|us|here|it|this (?:number|no|phone|mobile)|my (?:[a-z]+'s )?(?:number|phone|mobile|cell))"

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
      /\b(?:stop|quit|cease|don't|do not|no need to) send(?:ing)? (?:me |us )?(?:any |more |any ?more |these |the |your |all |so many |such )*(?:texts?|messages?|msgs?|sms|smses|offers?|promotions?|promos?|ads?|adverts?|spam|alerts?|reminders?|stuff)\b/,
  },
  {
    because: 'asks us to stop writing',
    pattern: new RegExp(
      `(?:^|[,.] ?|please |kindly |interested |again |alone and )(?:stop|quit|cease|desist from|stop (?:calling|ringing|phoning) (?:me )?(?:and|or)) ${writing}(?: ${us})?(?:\\W*$|[,;!] ?(?!(?:just |please )?(?:call|ring|phone|start|and)\\b))`,
    ),
  },
  {
    because: 'wants to stop receiving',
    pattern:
      /\bstop (?:receiving|getting) (?:any |more |these |your |the |all |such )*(?:texts?|messages?|msgs?|sms|texts from)\b|\bstop (?:receiving|getting) (?:these|them|those)\W*$|\b(?:how (?:do|can) i|want to|like to) stop (?:these|your|the|all|getting)(?: \w+)? (?:texts?|messages?)\b/,
  },
  {
    because: 'tells us not to write',
    pattern: new RegExp(
      `(?<!\\b(?:you|u|why|they|he|she|if|who|did|i|so|just call|call me,?) )\\b(?:don't|do not|never) (?:ever )?(?:please )?${writes} ${us}(?: (?:again|any ?more|no more|ever|please|thanks|thank you))*\\W*$`,
    ),
  },
  {
    because: 'tells us not to write again',
    pattern: new RegExp(
      `(?<!\\b(?:you|u|why|they|he|she|if|who|did|i) )\\b(?:don't|do not|never) (?:ever )?${writes} ${us} (?:\\w+ ){0,2}(?:again|any ?more|ever|no more)\\b|^(?:please )?(?:don't|do not|never) ${writes} (?:again|any ?more|ever again)\\W*$`,
    ),
  },
  {
    because: 'asks us not to write',
    pattern: new RegExp(
      `\\b(?:please|can you|could you|will you|would you) (?:please |just )?not (?:${writes}) ${us}(?: (?:again|any ?more|ever|please|thanks|thank you))*\\W*$`,
    ),
  },
  {
    because: 'complains that we go on writing',
    pattern: new RegExp(`\\bkeep (?:on )?${sends}(?: ${us})?\\b.*\\b(?:don't|do not|stop)(?: it)?\\W*$`),
  },
  {
    because: 'asks to be taken off a list',
    pattern:
      /\b(?:remove|delete|take|get|block|strike|drop|erase|scrub|unlist) (?:me|us|my (?:\w+ ){0,2}(?:number|name|details|phone|contact|info|information|data|mobile|cell)|this (?:(?:phone|mobile|cell) )?(?:number|no|phone))(?: please)? (?:from|off|out of)\b(?! (?:the|your) waiting)(?: (?:the|your|ur|this|that|these|any|all|ya)\b)?(?: \w+)?(?: (?:list|lists|mailing list|text list|database|texts|messages|system|records|contacts|service|sms|marketing|alerts|campaign|books|phone|file|distribution|crm|reminders)\b|\W*$)|\b(?:take|get) (?:me|my (?:number|name|details)|this number) off\b(?=\W*$| (?:your|the|this|ur) (?!waiting)(?:\w+ )?list)/,
  },
  {
    because: 'asks to be forgotten',
    pattern:
      /\b(?:remove|delete|erase) (?:me|my (?:name|number|details|contact(?: details)?|data))(?: please| now| thanks| thank you)*(?:\W*$| and (?:don't|do not|never|stop)\b)|\b(?:remove|delete) this number\W*$|^take me off\W*$|\bforget (?:my|this) number\W*$|^(?:please )?block (?:me|my number|this number)\W*$|\blose (?:my|this) number\b/,
  },
  {
    because: 'unsubscribes',
    pattern:
      /(?<!\b(?:to|you|he|she|they|an|the|is|a) )\b(?:unsubscribe|opt (?:me |us )?out|opt-out|unsub)\b(?: me| us| please| now| this number| from| of)*/,
  },
  {
    because: 'wants to opt out',
    pattern:
      /\b(?:want|wish|like|need|wanna|trying|how (?:do|can) i)(?: to)? (?:unsubscribe|opt[ -]?out|be (?:removed|taken off))\b/,
  },
  {
    because: 'wants no more texts',
    pattern:
      /\b(?:no longer|don't|do not) want (?:texts|messages) from (?:you|u|this)\b|\b(?:no longer|don't|do not) (?:want|wish|need|care)(?: to (?:receive|get|have|be sent|keep getting|hear|see))?(?: (?:any|more|anymore|these|those|the|of|your|further|to))+ (?:texts?|messages?|msgs?|sms|communications?|correspondence|contact from|from you)\b|\b(?:no longer|don't|do not) (?:want|wish) to (?:be (?:texted|messaged|contacted|on (?:this|your) list)|hear from you)\b|\b(?:no longer|don't|do not) (?:want|wish) to (?:receive|get) (?:texts|messages|sms)\b/,
  },
  {
    because: 'wants no more texts',
    pattern:
      /(?:^|[,.!] ?|\b(?:already|said|told you) )(?:please |ok |enough |and |so )*no more (?:of (?:these|your) )?(?:texts?|messages?|msgs?|sms|texting|spam)\b(?: (?:please|thanks|thank you|from you|to me|to this number))*\W*$/,
  },
  {
    because: 'cancels the texts',
    pattern:
      /\b(?:cancel|end|stop) (?:all |these |the |my |your |this |any |future |of )*(?:texts|text messages|messages|sms|texting service|text alerts)\b|\b(?:cancel|end|stop) (?:all )?(?:of )?(?:these|your) (?:alerts|notifications)\b|\bcancel (?:my |this |the |your )?(?:text )?subscription\W*$/,
  },
  {
    because: 'wants the texts to end',
    pattern: new RegExp(
      `(?:^|, )(?:(?:please|pls|ok|and|so|just|right|kindly|can you|could you|will you|would you|i want you to|i'd like you to|you need to|how do i|hi|hello|hey)[ ,]+)*(?:stop|quit|cease|discontinue|halt|end|no|no more|enough|that's enough|turn off|switch off|disable|deactivate|knock off|quit it|stop it|pack in)(?: it)? ${these}${texts}(?: (?:please|now|thanks|thank you|and|from you|to me|to (?:this|my) (?:number|phone|mobile)|at once|immediately|off|for good|already|ok|any more|anymore))*\\W*$`,
    ),
  },
  {
    because: 'wants the texts to end',
    pattern: new RegExp(
      `\\b(?:turn|switch|shut) ${these}${texts} off\\b|\\b(?:want|like|need|make|get) ${these}${texts} (?:to )?(?:stop|end|cease|go away)\\b|\\b(?:these|your|the) ${these}${texts} (?:need|have|has|must|should|got|ought) ?(?:to )?(?:stop|end|cease)\\b|\\b(?:sick|tired|fed up) (?:of|with) ${these}${texts}\\b.*\\bstop\\b`,
    ),
  },
  {
    because: 'wants nothing more sent',
    pattern:
      /\b(?:stop|quit|cease|don't|do not) (?:ever )?send(?:ing)? (?:me |us )?(?:these|this|those|them|stuff|things|this stuff|anything|anything else|any more|any of (?:this|these)|any more links|links)(?: (?:please|now|again|thanks|any more|anymore|to me|to this number))*\W*$/,
  },
  {
    because: 'asks us to stop writing',
    pattern: new RegExp(
      `\\b(?:refrain from|avoid|mind not|rather you (?:didn't|did not)|(?:asked|told) you (?:\\w+ ){0,3}not to) (?:${writing}|${writes}) ${us}\\b|\\b(?:asked|told|begged|warned) (?:you|u) (?:\\w+ ){0,3}to stop(?: ${writing}(?: ${us})?)?(?: already| before| twice| again)*\\W*$|\\b(?:said|say|saying|repeat) stop(?: ${writing}(?: ${us})?)?\\W*$`,
    ),
  },
  {
    because: 'asks to be kept off the texts',
    pattern:
      /\b(?:off|out of) (?:this|your|ur|these|that) (?:\w+ )?list\b|\bwant out of (?:these|your|the) (?:texts|messages|list)\b|\b(?:never|didn't|did not) (?:sign(?:ed)? up|subscribed?|consent(?:ed)?|agreed?|ask(?:ed)?) (?:for|to) (?:receive |get |any (?:of )?|these |your |this |the )*(?:texts?|messages?|sms|list|spam)\b|\b(?:put|add) (?:me|my number|us|this number) (?:on|to) (?:\w+ )?(?:do not|don't|no)[ -](?:contact|text|call|message|disturb)\b|\bcease (?:and desist|all (?:contact|communication))\b|^(?:i am |i'm )?opting out\b|\b(?:prefer|rather|like) not to (?:receive|get|be sent|have) (?:these|any|your|more|further)(?: (?:texts?|messages?|more|any more|offers|reminders))*\W*$|^(?:please no more|no more please)\W*$/,
  },
  { because: 'withdraws consent', pattern: /\b(?:revoke|withdraw)\b.{0,20}\b(?:consent|permission)\b/ },
  {
    because: 'ends the exchange',
    pattern:
      /^(?:end of (?:discussion|conversation|story)|(?:please )?leave (?:me|us) alone(?: please| ok| now)?(?:,? wrong (?:person|number))?|(?:please )?(?:remove|delete)(?: me| my (?:name|number|details))?(?: please)?|(?:please )?(?:do not|don't) (?:text|contact|message)(?: me)?(?: please| thanks| thank you)?|stop(?:,? please|,? now| everything| these)|cease|please stop now|just stop|stop stop(?: stop)*|i said stop|cancel (?:all|please)|please cancel|end please|quit please|please (?:end|quit)|(?:unsubscribe|stop|cancel|end|quit) (?:thanks|thank you|please|pls|plz|now|me|por favor|bitte|per favore|svp|s'il (?:vous|te) pla[iî]t))\W*$/,
  },
]

/** Adverts and instructions quote the words ("Reply STOP to unsubscribe"); whoever quotes them does not mean them. */
const quoted =
  /\b(?:reply|text|txt|send|type|press|say)(?:ing)?(?: with)? ["'(]?(?:stop|end|quit|cancel|unsubscribe)\b(?! (?:text|messag|send|contact|spam)ing)|\b(?:to|2) (?:stop|unsubscribe|opt[ -]?out|unsub)\b,?(?: (?:texts?|messages?|msgs?|it))? (?:reply|text|txt|send|call|click|go|visit)\b|\bunsub(?:scribe)?\b(?: by|:)? ?(?:stop|send|text|txt|reply|with|call|click|from (?!you|your|this|these|the|all)\w|\d{4,6}\b)/

/** "do not stop", "should I stop", "if you stop": the sentence is about stopping, it does not ask for it. */
const denied =
  /\b(?:don't|do not|did not|didn't|never|won't|not) (?:want (?:you )?to )?(?:stop|unsubscribe|cancel|remove|opt)|(?<!\bhow )\b(?:should|can|could|did|if|when) i (?:ever )?(?:stop|unsubscribe|text|opt)/

/** Friends tease each other with these words; nobody laughs at a business they want rid of. */
const joking =
  /\b(?:lol|lmao|rofl|ha(?:ha)+|he(?:he)+|lah|leh|lor|sia|meh|babe|darling|hun|dude|bro|love you|xx+)\b|[:;=]-?[)DPp(]|\^\^/

/** Said with a reason that only a stranger or a business gets. */
const addressed =
  /\b(?:wrong number|who (?:is this|you are)|not interested|no thanks?|no thank you|consent(?:ed)?|sign(?:ed)? up|harass\w*|texts?|texting|messages?|messaging|list|spam|unsubscribe|don't know you)\b/

/** A lone STOP opening a longer message, set off by punctuation or a line break ("STOP. Cancel all texts"). */
const openedByStop = /^(?:stop|stopall|unsubscribe|optout|opt-out)\s*[.,!\n]+(?:\s|$)/

export function readOptWords(body: string): OptWord | null {
  const text = plain(body)
  const bare = text.replace(/^[^\p{L}\p{N}?]+|[^\p{L}\p{N}?]+$/gu, '')
  const alone = aloneMeans[bare] ?? aloneMeans[bare.replace(/[?]+$/, '')]
  if (alone) return bare.endsWith('?') && alone === 'out' ? null : alone
  return optOutBecause(body) === null ? null : 'out'
}

/** The words and the rule of a plain-words opt-out, or null. */
export function optOutBecause(body: string): { words: string; because: string } | null {
  const text = plain(body).replace(/\btxt(s|ing|ed)?\b/g, 'text$1')
  if (quoted.test(text)) return null
  if (
    openedByStop.test(text) &&
    wordCount(text) <= 12 &&
    (/^\W*(?:STOP|UNSUB|OPT)\w*\s*[.!\n]/.test(body) || addressed.test(text))
  )
    return { words: 'stop', because: 'opens with STOP' }
  const closed =
    addressed.test(text) && wordCount(text) <= 10 && /(?:^|[ ,])(?:please |just )?stop(?: please)?\W*$/.exec(text)
  if (closed && !/\b(?:won't|can't|not|bus|to|the|last|next|non) stop\W*$/.test(text))
    return { words: closed[0].trim(), because: 'ends with stop' }
  for (const sentence of sentences(text)) {
    if (/^(?:please )?stop(?: please)?\W*$/.test(sentence) && !joking.test(text) && wordCount(text) <= 10) {
      if (wordCount(text) <= 2 || /\bSTOP\b/.test(body) || addressed.test(text))
        return { words: sentence, because: 'STOP as a sentence' }
    }
    if (joking.test(sentence) || denied.test(sentence)) continue
    for (const rule of optOuts) {
      const met = rule.pattern.exec(sentence)
      if (met) return { words: met[0].trim(), because: rule.because }
    }
  }
  return null
}
