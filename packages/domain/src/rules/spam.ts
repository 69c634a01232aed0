/**
 * Decides whether a text is bulk advertising, by how many features of it are present together; no single word is
 * enough, since customers write "free", "win" and "offer" too. Each feature says why it counts.
 */
import { folded } from './words.ts'

/** A site's address as written by hand. */
const site = String.raw`https?:\/\/|\bwww\.|\bwap\.|\b[a-z0-9-]+\.(?:co\.uk|uk|com|net|org|info|biz|tv|xyz|top|ru|click|link|shop|online|site|live|app|io|me|us|co|ac|mobi|example)\b`

interface Feature {
  because: string
  points: number
  pattern: RegExp
}

const features: readonly Feature[] = [
  {
    because: 'premium-rate or freephone number',
    points: 2,
    pattern:
      /\b(?:09\d{8,9}|087[01]\d{6,8}|0(?:800|808|845|844|870|871)(?:[ -]?\d){6,8}|0(?:8(?:00|08|45|44|7[01]))\d{5,8}|0(?:8[47]\d|9\d\d)[\d.]{6,}\d)/,
  },
  {
    because: 'send a word to a short code',
    points: 3,
    pattern: /\b(?:txt|text|texting|send|reply|sms)\b[^.!?]{0,60}?\b(?:to|2)\s*\d{4,6}\b/i,
  },
  {
    because: 'send a word in capitals',
    points: 2,
    pattern:
      /\b(?:[Rr]eply|[Tt]ext|[Tt]xt|[Ss]end|TXT)(?: back| with| the word| word:?)*[ :]["'(]?(?!ME\b|US\b|OK\b|BACK\b|ASAP\b|YOU\b|THE\b|A\b|TO\b|IT\b|MY\b|STOP IT\b)[A-Z][A-Z0-9]{1,}\b(?!'|\w)/,
  },
  {
    because: 'something to be won',
    points: 1,
    pattern:
      /\bwin (?:the|a|an|ur|your|tickets?|up|one of|cash|big)\b|\bchance (?:to|2) (?:win|be)|\bto be won\b|\boutbid\b|\bbid again\b/i,
  },
  {
    because: 'a company speaks, with a link',
    points: 2,
    pattern: new RegExp(`^(?![\\s\\S]*\\b(?:[Mm]y|[Oo]ur|I|I'm|[Ww]e)\\b)[A-Z][\\w&' -]{1,20}: [\\s\\S]*(?:${site})`),
  },
  {
    because: 'sells to nobody in particular, with a link',
    points: 2,
    pattern: new RegExp(
      `^(?![\\s\\S]*\\b(?:[Mm]y|[Oo]ur|I|I'm|[Ww]e|[Mm]e|[Uu]s|[Pp]lease|[Nn]eed|[Ll]ike this)\\b)(?=[\\s\\S]*\\b(?:save|choose|visit|shop(?:ping)?|buy|order|download|win|sale|selection|delivery|per person|offers?|renewal|log ?on|credits?|voucher|collection|deals?)\\b)[\\s\\S]*(?:${site})`,
      'i',
    ),
  },
  {
    because: 'a personal number, dear to call',
    points: 2,
    pattern: /\b070[\d ]{8,}/,
  },
  {
    because: 'a letter to be sent back',
    points: 2,
    pattern: /\b(?:[Rr]eply|[Tt]xt|[Tt]ext) [A-Z] (?:now|to|2|for)\b/,
  },
  {
    because: 'told that they qualify',
    points: 2,
    pattern:
      /\b(?:you|u|your (?:business|home|household)|see if you) (?:may |could |might )?(?:qualif(?:y|ies)|(?:are|is) eligible)\b|\byou'?re (?:now )?eligible\b|\bcheck (?:your |ur )?eligibility\b|\b(?:randomly|been) (?:selected|chosen) (?:for|to)\b|\bgovernment (?:scheme|grant)\b/i,
  },
  {
    because: 'told to ring a number that earns by the minute',
    points: 1,
    pattern:
      /\b(?:call|ring|phone|dial|tel|calling|contact)\b.{0,30}?\b(?:09\d{6,}|08\d{7,}|0800|0808|0845|0870|0871)/i,
  },
  {
    because: 'a message said to be waiting',
    points: 2,
    pattern:
      /\b(?:(?:new|urgent|important|unread|voice|video|picture|\d) (?:voice ?)?(?:messages?|msgs?|voicemails?)|(?:message|msg) (?:is )?waiting|account statement|un-?redeemed|identifier code|claim code|ref(?:erence)? ?(?:no|code|:)|tried to (?:contact|call|reach) (?:you|u)|trying to contact|(?:your|ur) (?:reply|response) to our|private!)/i,
  },
  {
    because: 'a stranger said to fancy you',
    points: 2,
    pattern:
      /\b(?:secret admirer|fancies (?:you|u)|fancy (?:you|u)\b.*\b(?:call|find out)|someone (?:has contacted|you know|u know|is looking)|find out who|reveal who|looking (?:2|to) (?:make contact|meet|chat)|(?:lonely|bored|single|hot|local|sexy|horny) (?:girls?|guys?|singles|ladies|women|men|wives|housewives)|(?:see|send) (?:u |you )?my (?:\w+ )?(?:pics?|photos?)|xxx pics?|strings (?:attached|action)|chat (?:n|and|&) date)\b/i,
  },
  { because: 'a short code', points: 1, pattern: /(?<![\d£$.,])\b[5-9]\d{4}\b(?! (?:miles|people))/ },
  {
    because: 'price per message or minute',
    points: 3,
    pattern:
      /\d+ ?p(?:pm|pw| ?per ?(?:min|msg|text|wk)|\/(?:min|msg|txt|text|sms|wk))|\b\d{2,3}p\b.*(?:min|msg|txt|text|rcv)|\b\d+ ?pence (?:per|a)|£ ?\d+(?:\.\d+)? ?(?:\/|per |a ?)(?:msg|wk|week|min|mth|month|text)|\bppm\b|\b\d+ ?pp(?:w|m)\b|£1\.50(?! (?:a|per) mile)|\bcosts? (?:\d+p|£)/i,
  },
  {
    because: 'a prize or award',
    points: 1.5,
    pattern:
      /\b(?:prize|winner|won|awarded|jackpot|lottery|lotto|prizedraw|draw shows|guaranteed|entitled|congrat(?:s|ulations)|lucky|claim|redeem|selected (?:to|2)|specially selected|bonus caller|cash ?back|inherit(?:ance|ed)?|lottery|unclaimed)\b/i,
  },
  {
    because: 'a second mark of a prize',
    points: 1.5,
    pattern:
      /\bcash (?:prize|award)|\bwin (?:a |an |up to )?[£$]|\b(?:prize|winner|won|award(?:ed)?|draw)\b[\s\S]*\b(?:claim|guaranteed|cash|call|txt|text|collect(?:ion)?|code)\b/i,
  },
  {
    because: 'an amount of money as bait',
    points: 1,
    pattern:
      /(?:[£$€]|\búú?)\s?\d[\d,.]{2,}|[£$€]\d+(?:\.\d+)? ?(?:k|million|bn)\b|\b\d+(?:k|,000)\b ?(?:cash|pounds|dollars|loan)|\b\d{1,3} ?% ?(?:off|discount|returns?|apr)/i,
  },
  {
    because: 'a link',
    points: 1,
    pattern: new RegExp(site, 'i'),
  },
  {
    because: 'a shortened link',
    points: 1.5,
    pattern: /\b(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|rb\.gy|cutt\.ly|shorturl\.at)\b/i,
  },
  {
    because: 'FREE in capitals or as bait',
    points: 1,
    pattern:
      /\bFREE(?:MSG|PHONE|FONE)?\b|\bfree ?(?:msg|entry|ring ?tones?|texts?|mins|minutes|gift|trial|camcorder|camera|phone|call|quote today|nokia|polyphonic|video|music|games?)\b/i,
  },
  {
    because: 'an offer',
    points: 1,
    pattern:
      /\b(?:offers?|discounts?|half price|cheap(?:est)?|deals?|bargains?|save £|only £ ?\d+|only \d+ ?p(?:ence)?|for only|pounds per|rewards?|credits?|subscri\w+|downloads?|auction|club|quiz|charts?|competition|entry|draw|vouchers?|gift ?cards?|loyalty|upgrade|latest|videos?|pics)\b/i,
  },
  { because: 'shouting', points: 0.5, pattern: /(?:\b[A-Z]{3,}\b[^a-z]*){4,}|!{3,}.*!{2,}/ },
  {
    because: 'terms and age marks',
    points: 2,
    pattern:
      /\bt(?:s)?\s?(?:&|'?n'?|and|&amp;)\s?c'?s?\b|\bterms (?:&|and) conditions\b|\bterms apply\b|(?:\b|\()(?:16|18|21)\s?(?:\+|only|yrs)|\bover 1[68]\b|\bage ?1[68]\b|\bsae\b|\bp\.?o\.? ?box ?\w+|\bbox ?\d{2,5}\b/i,
  },
  {
    because: 'how to end the messages',
    points: 2,
    pattern:
      /\b(?:unsub(?:scribe)?|opt[ -]?out)\b|\b(?:txt|text|reply|send) ["']?(?:stop|end|no)\b|\bstop ?(?:2|to) ?(?:end|stop|unsub|cancel|opt)|\bto (?:stop|unsubscribe)\b|\bstop\?? ?(?:txt|text|send|call)|\b2 ?stop\b|\bstop ?txt\b/i,
  },
  {
    because: 'call or reply now',
    points: 1,
    pattern:
      /\b(?:call|txt|text|reply|click|order|visit|ring|phone|dial|apply|act|hurry|buy|shop|log ?on|go to|reply (?:with )?(?:yes|y|ok|call|order))\b[^.!?]{0,30}\b(?:now|today|here|online|asap|free|b4|before|yes)\b|\bhurry\b|\b(?:last|final) (?:chance|attempt|day)|\boffer (?:ends|expires)|\binterested\?|\bkeep (?:ur|your) (?:same )?number|\blimited (?:time|offer)|\bexpires?\b|\b(?:valid|await(?:ing|s)?) (?:12|24|collection|\d+ ?hrs)|\bdon'?t miss\b|\b(?:1st|2nd|final) (?:attempt|notice|try)\b/i,
  },
  {
    because: 'phone content and chat lines',
    points: 2,
    pattern:
      /\b(?:ring ?tones?|polyphonic|polys?|wallpapers?|logos?|mobile content|camcorder|java games|operator|dating|date (?:service|line)|chat ?(?:line|svc|service)|flirt(?:ing)?|sexy|xxx|nude|naked|horny|babes?\b.{0,30}\b(?:text|txt|call)|adult|gay|hot (?:girls|singles)|fantas(?:y|ies)|sms ?service|subscription|subscribed|subscriber|mobile content|service (?:msg|message|menu)|txt(?:ing)? club|freemsg|free ?phone|land ?line|customer service (?:representative|announcement)|latest (?:phones?|handsets?|nokia|motorola|colour)|handset|tariff|orange|vodafone|t-mobile|o2|bluetooth|unlimited (?:texts?|calls|mins)|anytime (?:mins|networks)|network mins|half price line rental|line rental|nokia|motorola|mob(?:ile)? ?(?:upgrade|upd8)|video ?(?:phone|handset|chat))\b/i,
  },
  {
    because: 'holiday bait',
    points: 1,
    pattern:
      /\b(?:4\*|complimentary|holiday|cruise|tenerife|ibiza|flights? inc|all inclusive|weekend break|tickets?)\b.*\b(?:call|txt|text|claim|win|won)\b/i,
  },
  {
    because: 'bulk greeting',
    points: 1,
    pattern:
      /\bdear (?:customer|sir|madam|member|user|valued|voucher|subscriber|friend|winner|0?7)|\bvalued (?:customer|member|vodafone|orange)|(?:voucher|card|account) ?holder|\bas a (?:valued|sub|registered)\b|\byour (?:mobile|mob|phone)(?: ?(?:no|number|num))?\b.*\b(?:selected|won|awarded|entitled|credited|upgrade|chosen|draw)/i,
  },
  {
    because: 'money for nothing',
    points: 2,
    pattern:
      /\b(?:crypto|bitcoin|forex|binary options|passive income|work from home|earn (?:up to )?[£$]?\d+|make money|quick (?:cash|loan)|(?:receive|get|need) (?:your )?cash (?:today|now|fast)|payday loan|make [£$]\d+ (?:a|per|every) (?:day|week|hour)|no experience (?:needed|required)|(?:remote|part[- ]time|online|home) (?:\w+ )?(?:job|work|reviewers?)\b[\s\S]*[£$]\d|on telegram|(?:more|free|real|instagram|insta|of) followers|lose \d+ ?(?:lbs|pounds|kg|stone)|\bketo\b|cheap meds|no prescription|loans? (?:from|up to|(?:\w+ ){0,2}approved|of [£$]\d+)|pre-?approved|debt (?:relief|help)|no credit check|casino|free spins|betting tips|merchant cash|business (?:loan|funding)|investment opportunity|viagra|cialis|weight loss|ppi\b|accident claim|\binvest(?:ing)? in (?:gold|silver|property|stocks|shares|oil)|been (?:in an accident|mis-?sold)|compensation|could be (?:owed|due)|no win no fee)\b/i,
  },
  {
    because: 'a warranty or the like said to end',
    points: 2,
    pattern:
      /\b(?:your|ur) (?:\w+ ){0,2}(?:warranty|policy|cover|plan|licen[cs]e|antivirus|membership|subscription) (?:is|has|will|about)\b.{0,30}\b(?:expir\w+|end(?:s|ed|ing)?|laps\w+|run out|cancel\w+)\b/i,
  },
  {
    because: 'to be written to elsewhere',
    points: 1,
    pattern: /\b(?:whats ?app|telegram|wechat|signal group)\b/i,
  },
  {
    because: 'a stranger who came upon the business',
    points: 1,
    pattern:
      /\b(?:came across|come across|found|noticed|saw|visited|looked at|looking at) your (?:business|company|website|site|page|profile)\b/i,
  },
  {
    because: 'asks to be passed on',
    points: 3,
    pattern:
      /\b(?:share|forward|send|pass) (?:this |it )?(?:with|to|on to) (?:\w+ )?(?:friends|people|contacts|everyone)\b/i,
  },
  {
    because: 'sells to businesses',
    points: 2,
    pattern:
      /\b(?:seo\b|first page of google|rank (?:higher|#?1|on google)|google (?:ranking|reviews? for|listing)|(?:more|verified|exclusive|qualified|\d+|fresh) (?:\w+ )?(?:leads|customers|bookings)|leads for (?:(?:\w+ ){1,4}(?:in|near)|your)|feature your (?:business|company)|your (?:google |online |5[- ]star )?reviews in|noticed your website|build (?:you|your business|your company) an? (?:\w+ )?(?:web ?site|app|online shop)|rank your\b|redesign (?:it|your)|free audit|traffic to your|marketing packages?|funding for your|grow your business|boost your (?:business|sales|traffic|followers|reviews)|web ?site (?:design|redesign|traffic)|app development|social media marketing|lead generation|virtual assistant|outsourc\w+|your (?:website|business listing|google listing) (?:is|has|needs)|increase your (?:sales|revenue|leads))\b/i,
  },
]

/** Reached by two strong features or by weak ones beside a strong one; tuned on one half of a collection. */
const enough = 3

/** Words of scams: an account, parcel or payment to be "verified" behind a link or a call, money for a stranger. */
const scams = [
  // an account, a parcel or a payment in trouble, and a link
  String.raw`\b(?:account|card|parcel|package|delivery|payment|bank|paypal|hmrc|irs|tax (?:refund|rebate)|licen[cs]e|netflix|apple id|amazon|royal mail|usps|fedex|dvla|customs|wallet|invoice|password|security|device|apple pay|bill|evri|dpd|benefits?)\b[\s\S]*\b(?:verify|confirm|suspended|locked|limited|unusual activity|click|update (?:your|now)|log ?in|pay (?:the|a)? ?(?:[£$][\d.]+ )?(?:fee|charge)|reschedule|held|refund|compromised|declined|failed|reactivate|cut off|re-?book|not you|missed you|unauthori[sz]ed|expire[sd]?)\b[\s\S]*(?:${site}|bit\.ly)`,
  // money to be moved for somebody
  String.raw`\b(?:wire|western union|moneygram|gift cards?|(?<!\b(?:your|ur) )(?:bank details|sort code)|next of kin|barrister|beneficiary|million (?:dollars|pounds|usd)|\d+ million|prince|widow|move (?:the |some |my )?(?:funds|fortune))\b[\s\S]*\b(?:transfer|send|urgent|confidential|deposit|code|funds?|fortune|relative|contact)\b|\b(?:overpay|cashier'?s check|pay (?:you )?extra)\b`,
  String.raw`\b(?:distant relative|next of kin|inherit\w*)\b[\s\S]*\b(?:million|barrister|lawyer|contact|claim)\b|\b(?:inherit\w*|fund of)\b[\s\S]*(?:[£$€]|\bmillion\b)`,
  // a child with a new number
  String.raw`\b(?:mum|mom|mam|dad|nan|grandma)\b[\s\S]*\b(?:new|different|friend'?s|temp\w*|broke|broken|lost|smashed|dropped)\b[\s\S]*\b(?:phone|number)?\b[\s\S]*\b(?:whats ?app|transfer|send (?:me )?(?:some money|[£$]\d+)|send [£$]\d+|pay (?:a|this) bill)`,
]
const scam = new RegExp(scams.join('|'), 'i')

export interface Unwanted {
  kind: 'SPAM' | 'SCAM'
  words: string
  because: string
}

export function findSpam(text: string): Unwanted | null {
  const read = folded(text)
  const swindle = scam.exec(read)
  if (swindle)
    return { kind: 'SCAM', words: swindle[0].slice(0, 80), because: 'an account or payment to confirm elsewhere' }
  const met = features.filter((feature) => feature.pattern.test(read))
  const points = met.reduce((sum, feature) => sum + feature.points, 0)
  const hard = met.some((feature) => feature.points > 1)
  const alone = met.length === 1 && (met[0]?.points ?? 0) < enough
  if (points < enough || !hard || alone) return null
  return {
    kind: 'SPAM',
    words: met.map((feature) => feature.pattern.exec(read)?.[0].trim().slice(0, 30)).join(' … '),
    because: met.map((feature) => feature.because).join(', '),
  }
}
