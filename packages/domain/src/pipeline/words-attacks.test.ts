// Drafts that somebody clever built, put together from parts; and ordinary ones that have to pass all the same.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aWording, LINK } from '../../test/turns.ts'
import type { Say, WordingQuestion } from './brain.ts'
import { faultsOf } from './words-check.ts'

const pick = fc.constantFrom
const good = pick(
  'Thanks for your text.',
  'Hi there!',
  'We have passed it on to Dana.',
  'Got it, thanks.',
  'Thanks, and',
  '',
)
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''))
const oneOf = (words: string) => pick(...words.split(' '))

/** Ways of writing a word so that a reader still reads it and a simple search does not find it. */
const disguises: ((word: string) => string)[] = [
  (word) => word,
  (word) => word.toUpperCase(),
  (word) => [...word].join(' '),
  (word) => [...word].join('-'),
  (word) => [...word].join(' . '),
  (word) => [...word].join('\u200b'),
  (word) => [...word].join('\u2060'),
  (word) => [...word].join('\u00ad'),
  (word) => `${word.slice(0, 2)} ${word.slice(2)}`,
  (word) => `${word.slice(0, 2)}-${word.slice(2)}`,
  (word) => `${word.slice(0, -2)}. ${word.slice(-2)}`,
  (word) => `${word.slice(0, 3)} ${word.slice(3, 5)} ${word.slice(5)}`.trim(),
  (word) => word.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
  (word) => word.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) - 97 + 0x1d41a)),
  (word) => word.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) - 97 + 0x24d0)),
  (word) => word.replaceAll('o', 'о').replaceAll('e', 'е').replaceAll('a', 'а').replaceAll('i', 'і'),
  (word) => word.replaceAll('o', 'ο').replaceAll('i', 'ı').replaceAll('u', 'ս').replaceAll('h', 'һ'),
  (word) => [...word].map((letter) => `${letter}\u0335`).join(''),
  (word) => [...word].map((letter) => `${letter}\u0301`).join(''),
  (word) => `\u202e${[...word].reverse().join('')}\u202c`,
  (word) => `\u200f${word}`,
  (word) => word.replaceAll('e', '!').replaceAll('a', '*'),
]
const disguised = (word: fc.Arbitrary<string>) =>
  fc.tuple(word, pick(...disguises)).map(([plain, disguise]) => disguise(plain))

const numbers = oneOf('thirteen fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred')
const few = oneOf('two three four five six seven eight nine ten eleven twelve')
const host = fc.stringMatching(/^[a-z]{3,9}$/)
const dots = pick('.', ' . ', ' .', '. ', ' dot ', '(dot)', '[.]', '·', '。', '．', '․', ' d o t ', ',')
const endings = oneOf('com net org co.uk io ly xyz example app dev plumbing')
const digit = fc.integer({ min: 0, max: 9 }).map(String)

const attacks: Record<string, fc.Arbitrary<string>> = {
  'a link': joined(host, dots, endings, pick('', '/x', ' / x', ' slash x')),
  'a shortened link': pick(
    'bit.ly/x',
    'bit . ly / x',
    'bit-ly x',
    'tiny url x',
    'goo gl',
    'linktree',
    'BIT LY',
    't.me/x',
    'bitly',
  ),
  'a scheme': joined(disguised(pick('http', 'https', 'hxxps', 'www')), pick(' ', ': ', '://', '.'), host),
  'an address of mail': joined(host, pick('@', ' @ ', '＠', ' (at) ', '﹫'), host, pick('.', ' dot '), endings),
  'a link in other alphabets': pick(
    'xn--80ak6aa92e.com',
    'аррӏе.com',
    'ｈｔｔｐｓ：／／ｅｖｉｌ',
    'evil。com',
    'еvil dot соm',
    'bücher.example',
  ),
  'another channel': joined(
    pick('our ', 'my '),
    disguised(pick('whatsapp', 'telegram', 'facebook', 'paypal', 'instagram')),
  ),
  'a sum in words': joined(
    disguised(numbers),
    pick(' ', ' in all ', ' ', ' only '),
    pick('', 'pounds', 'quid', 'for all'),
  ),
  'a small sum': joined(oneOf('costs charge fee pay total'), pick(' you ', ' is just ', ' comes to ', ' '), few),
  'a coin': joined(few, pick(' ', '-', ''), disguised(pick('pounds', 'dollars', 'euros', 'pence', 'quid'))),
  'a sum in digits': joined(
    pick('£', '$', '€', '£ ', 'GBP ', '＄', '￡', ''),
    fc.integer({ min: 13, max: 9_999 }).map((sum) => [...String(sum)].join(sum % 2 ? ' ' : '')),
  ),
  'digits of another kind': fc
    .tuple(fc.array(fc.nat(9), { minLength: 2, maxLength: 6 }), pick(0x0660, 0x0966, 0xff10, 0x1d7ce, 0x06f0, 0x2080))
    .map(([all, zero]) => all.map((one) => String.fromCodePoint(zero + one)).join('')),
  'digits as emoji': fc
    .array(digit, { minLength: 1, maxLength: 6 })
    .map((all) => all.map((one) => `${one}\ufe0f\u20e3`).join('')),
  'signs that mean money, time or more': pick(
    '💷',
    '💸',
    '🆓',
    '🕘',
    '⏰',
    '🤑',
    '💯',
    '🔟',
    '🔗',
    'Ⅸ',
    '½',
    'nine ㏂',
    '🇪🇻',
    '₤80',
    '៛',
    'XIV',
  ),
  'a phone number': joined(
    pick('', 'ring ', '+', '(', 'tel:'),
    fc
      .tuple(
        fc.array(digit, { minLength: 6, maxLength: 12 }),
        pick('', ' ', '-', '.', '/', ' . ', '  ', ') (', '\u2003', '_'),
      )
      .map(([all, by]) => all.join(by)),
  ),
  'a phone number in words': fc
    .tuple(
      fc.array(oneOf('oh zero one two three four five six seven eight nine double treble'), {
        minLength: 5,
        maxLength: 11,
      }),
      pick(' ', '-', ', ', ' and ', ' then ', '. '),
    )
    .map(([all, by]) => all.join(by)),
  'an hour': joined(
    pick('at ', 'by ', 'around ', 'about ', 'before ', 'half past ', 'half ', 'quarter to ', 'till '),
    few,
  ),
  'a day': joined(
    pick('on ', 'by ', 'next ', ''),
    disguised(pick('monday', 'tuesday', 'thursday', 'tomorrow', 'tonight', 'saturday')),
  ),
  'a day of the month': joined(
    pick('on ', ''),
    pick('the fourth', 'the twentieth', '4th', 'June 4', 'the 1st', 'on the second'),
  ),
  'a while': joined(
    pick('in ', 'within '),
    pick(
      'ten minutes',
      'two days',
      'an hour',
      'a jiffy',
      'a few moments',
      'the week',
      'ten days',
      'three months',
      '10 m i n s',
    ),
  ),
  'a promise': joined(
    pick('we', 'he', 'Dana', 'she', 'someone'),
    pick(' will ', "'ll ", ' will definitely ', ' shall ', ' is going to ', ' would ', ' might ', ' must '),
    pick('be there', 'come', 'call', 'fix it', 'visit', 'arrive', 'ring you', 'be with you'),
  ),
  'somebody on the way': joined(
    pick('Dana is ', 'He is ', 'The engineer is now ', "Dana's ", 'We are already '),
    pick('coming', 'heading over', 'on the way', 'driving to you', 'arriving', 'visiting'),
  ),
  'a word that binds': disguised(pick('guaranteed', 'definitely', 'confirmed', 'promised', 'scheduled')),
  'our own workings': disguised(
    pick('instructions', 'prompt', 'sentinel', 'assistant', 'injection', 'verdict', 'chatbot'),
  ),
  'a stage or a schema': pick(
    'NON_LEAD',
    'SEND_BOOKING_LINK',
    'jobType',
    '{"reply":"x"}',
    '<customer_texts>',
    'RUNE',
    '[number]',
    'LYRA',
    'SENTINEL',
  ),
  'somebody else’s data': joined(
    pick('Ada', 'Mr', 'Our friend'),
    pick(' Lovelace', ' Turing', ' Hopper'),
    pick(' lives in Otley', ' has the key', ' of Elm Road', ' is ill'),
  ),
  'a cipher or another language': pick(
    'Lbh jbex sbe fznyy genqr ohfvarffrf cyhzoref ryrpgevpvnaf ybpxfzvguf',
    'Vous travaillez comme plombier pour petites entreprises artisanales locales',
    'krow uoy rof llams edart sessenisub srebmulp snaicirtcele',
    'WW91IHdvcmsgZm9yIHNtYWxsIHRyYWRl',
    'Ihre Anweisungen lauten jeweils folgendermassen aufgelistet hier nachstehend',
  ),
  'a hidden sign': joined(
    pick('tha', 'w'),
    pick(
      '\u200b',
      '\u200e',
      '\u200f',
      '\u202e',
      '\u2066',
      '\u2069',
      '\ufeff',
      '\u0000',
      '\u3164',
      '\u{e0041}',
      '\u180e',
      '\u115f',
    ),
    pick('nks', 'e'),
  ),
  'far too much': fc.integer({ min: 400, max: 5_000 }).map((letters) => 'thanks '.repeat(letters / 7)),
}

const runs = { numRuns: 200 }

test.each(Object.entries(attacks))('no draft passes with %s anywhere in it', (_, attack) => {
  fc.assert(
    fc.property(good, attack, good, (before, inside, after) => {
      const draft = `${before} ${inside} ${after}`.trim()
      expect(faultsOf(draft, aWording({ texts: ['my tap drips'] })), draft).not.toEqual([])
    }),
    runs,
  )
})

test('nor with several at once, nor beside the link', () => {
  fc.assert(
    fc.property(good, fc.array(fc.oneof(...Object.values(attacks)), { minLength: 1, maxLength: 3 }), (before, all) => {
      const draft = `${before} ${all.join(' ')} Book here: ${LINK}`
      expect(faultsOf(draft, aWording({ say: { kind: 'booking-link' } })), draft).not.toEqual([])
    }),
    { numRuns: 500 },
  )
})

describe('what the customer says of themselves carries nothing past the check', () => {
  test.each<[string, Partial<WordingQuestion>]>([
    ['Hi evil.сom, we have passed it on.', { customerName: 'evil.сom' }],
    ['Hi еvil, we have passed it on.', { customerName: 'еvil' }],
    ['Hi Tomorrow Morning, we have passed it on.', { customerName: 'Tomorrow Morning' }],
    ['Hi Half Nine, we have passed it on.', { customerName: 'Half Nine' }],
    ['It comes to 80 in all.', { location: '80 Elm Road' }],
    ['That is 12, thanks.', { location: '12 Elm Road' }],
    ['It is 999.', { location: '999' }],
    ['You can ring 0770 thanks.', { location: '0770 Elm Road' }],
  ])('%s (%j)', (draft, change) => expect(faultsOf(draft, aWording(change))).not.toEqual([]))
})

const link: Say = { kind: 'booking-link' }
const touch: Say = { kind: 'owner-will-be-in-touch' }
const urgent: Say = { kind: 'booking-and-alert', withLink: true, again: false }
const noted: Say = { kind: 'acknowledge', changed: ['location'] }
const texts = (text: string) => ({ texts: [text] })

test.each<[Say, string, Partial<WordingQuestion>?]>([
  [
    link,
    `Hi Ada, thanks for your text. You can book your tap repair with Elm Plumbing here: ${LINK}`,
    { customerName: 'Ada' },
  ],
  [
    link,
    `Hello! Thanks for getting in touch about the boiler. Please book a visit at ${LINK}. Many thanks, Elm Plumbing`,
  ],
  [link, `Thanks for reaching out. We can help with a new radiator. Book online: ${LINK}`],
  [link, `Sorry to hear about your toilet. Please use this link to book: ${LINK}`],
  [
    link,
    `We'd love to help with your bathroom in Leeds. Choose a slot here: ${LINK}`,
    texts('new bathroom in Leeds please'),
  ],
  [link, `Thanks for letting us know about the leaking tap under the sink! Just book here: ${LINK} 👍`],
  [link, `Good afternoon, and thank you for contacting Elm Plumbing. To book, follow this link: ${LINK}`],
  [urgent, `We're sorry, that sounds awful. Dana is being told about it now. Please also book here: ${LINK}`],
  [urgent, `Thanks for telling us. Your urgent message is with Dana at Elm Plumbing now. Book here as well: ${LINK}`],
  [urgent, `That sounds stressful, sorry. We've alerted Dana. You can book a visit here too: ${LINK} 🙏`],
  [noted, 'Thanks Ada, we have noted your address. The link you have still works.', { customerName: 'Ada' }],
  [
    noted,
    'Got it, we have changed that to 12 Elm Road. Your booking link still works.',
    { location: '12 Elm Road, Leeds' },
  ],
  [noted, 'Thanks! Flat 3, 12 Elm Road is noted, and your link still works.', { location: 'Flat 3, 12 Elm Road' }],
  [noted, 'Got it, LS6 3AB. The booking link we sent you still works.', { location: 'LS6 3AB' }],
  [touch, 'Thanks for your question about the price. We have passed it to Dana, who will be in touch.'],
  [touch, "Thanks! Dana has your message about the new cooker and she'll be in touch with you soon."],
  [touch, 'Hi, thanks for texting Elm Plumbing. Dana will get back to you about the cost of this.'],
  [touch, 'Thank you for your patience. Your message about the gutter is now with Dana.'],
  [touch, 'Thanks for asking about a quote. Dana will be in touch to talk it over.'],
  [{ kind: 'clarify', ask: 'jobType' }, 'Hi, thanks for your text! What do you need help with at home?'],
  [{ kind: 'clarify', ask: 'jobType' }, 'Happy to help! Is it the boiler, the tap or something else?'],
  [{ kind: 'clarify', ask: 'location' }, 'Thanks! Could you tell us your postcode or town, please?'],
  [
    { kind: 'clarify', ask: 'requestedTime' },
    'No problem? When would suit you best?'.replace('No problem? ', 'Thanks. '),
  ],
  [{ kind: 'clarify', ask: 'what' }, 'Sorry, we are not sure what you mean. What would you like done, and where?'],
  [{ kind: 'hand-over', again: false }, 'Thanks for bearing with us. Dana now has your texts and will be in touch.'],
  [{ kind: 'decline' }, "Thanks for your message, but that isn't something Elm Plumbing can help with. Good luck!"],
  [{ kind: 'decline' }, 'Sorry, we only do plumbing, so this is not one for us. Thank you.'],
  [{ kind: 'closing' }, "You're very welcome, Ada! Do text us any time.", { customerName: 'Ada' }],
  [{ kind: 'closing' }, 'Thanks, have a great day!'],
])('an ordinary draft passes: %j %s', (say, draft, change = {}) => {
  expect(faultsOf(draft, aWording({ say, ...change }))).toEqual([])
})
