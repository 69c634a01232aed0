import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aWording, LINK } from '../../test/turns.ts'
import type { Say, WordingQuestion } from './brain.ts'
import { faultsOf } from './words-check.ts'

const link: Say = { kind: 'booking-link' }
const touch: Say = { kind: 'owner-will-be-in-touch' }
const urgent: Say = { kind: 'booking-and-alert', withLink: true, again: false }
const more: Say = { kind: 'booking-and-alert', withLink: false, again: true }
const noted: Say = { kind: 'acknowledge', changed: ['location'] }

describe('a friendly draft passes', () => {
  test.each<[Say, string, Partial<WordingQuestion>?]>([
    [link, `Hi! Thanks for getting in touch with Elm Plumbing. You can book your boiler service here: ${LINK}`],
    [link, `Thanks for your text. Please pick a slot that suits you at ${LINK}.`],
    [link, `Hi Sam, thanks for texting Elm Plumbing. Book here: ${LINK}`, { customerName: 'Sam' }],
    [link, `We'd be happy to help with the leaking tap. Feel free to choose a visit here: ${LINK}`],
    [link, `Hello! We can certainly help with that. Please book online here: ${LINK} - Elm Plumbing`],
    [
      link,
      `Good morning April! To arrange your visit, please use our booking page: ${LINK}`,
      { customerName: 'April' },
    ],
    [
      urgent,
      `Your urgent request has reached Elm Plumbing and we are telling Dana now. You can also book here: ${LINK}`,
    ],
    [urgent, `Sorry to hear about the burst pipe. We're alerting Dana now. Book here too: ${LINK}`],
    [urgent, `Oh no, that sounds stressful! Dana is being told now. Please book: ${LINK}`],
    [more, 'Thanks, noted. Dana has been told about this too.'],
    [more, 'Thank you for the update. We have passed it on to Dana as well.'],
    [noted, 'Got it, thanks! We have noted your address. Your booking link still works.'],
    [noted, 'Thanks, we have noted 12 Elm Road. The booking link you have still works.', { location: '12 Elm Road' }],
    [noted, 'Got it, LS6 3AB noted. Your booking link still works.', { location: 'LS6 3AB' }],
    [{ kind: 'acknowledge', changed: [] }, 'Got it! The booking link we sent still works.'],
    [touch, 'Thanks for texting Elm Plumbing. We have passed this to Dana, who will be in touch with you.'],
    [touch, "Hi! We've let Dana know about your boiler, and she'll be in touch soon."],
    [touch, 'Thank you. Dana will get back to you about this - thanks for your patience.'],
    [{ kind: 'clarify', ask: 'jobType' }, 'Thanks for your message! What do you need help with?'],
    [{ kind: 'clarify', ask: 'location' }, 'Happy to help. Whereabouts are you? A town or postcode is fine.'],
    [{ kind: 'clarify', ask: 'requestedTime' }, 'Thanks! When would suit you?'],
    [{ kind: 'clarify', ask: 'what' }, 'Hi there! Could you tell us a bit more about the job, and where you are?'],
    [{ kind: 'hand-over', again: false }, 'Thanks. We have passed your texts to Dana, who will be in touch with you.'],
    [{ kind: 'hand-over', again: true }, 'Thank you, we have passed that on to Dana too.'],
    [{ kind: 'decline' }, "Thank you for texting Elm Plumbing, but this isn't something we can help with."],
    [{ kind: 'decline' }, "Thanks for your text. I'm sorry, that is not something we do."],
    [{ kind: 'closing' }, 'You’re welcome! Text Elm Plumbing any time.'],
    [{ kind: 'closing' }, 'Glad to help. Have a lovely evening!'],
  ])('%j %s', (say, draft, change = {}) => {
    expect(faultsOf(draft, aWording({ say, ...change }))).toEqual([])
  })

  test.each<[Partial<WordingQuestion>, string]>([
    [{ businessName: 'A-Z 24/7 Plumbing & Heating Ltd.' }, 'Thanks for texting A-Z 24/7 Plumbing & Heating Ltd. Bye!'],
    [{ businessName: 'Café Łódź (Leeds)' }, 'Thanks for texting Café Łódź (Leeds).'],
    [{ businessName: 'Сантехник Иван' }, 'Thanks for texting Сантехник Иван.'],
    [{ ownerName: 'Zoë O’Brien-Smith' }, 'We have told Zoë O’Brien-Smith.'],
    [{ customerName: 'Łukasz' }, 'Thanks Łukasz, we have passed it on.'],
    [{ facts: ['Hours: Mon-Fri 8am-6pm.'] }, 'Hi! Hours: Mon-Fri 8am-6pm. Sam will be in touch.'],
    [{ facts: ['Quotes are free.'] }, 'Quotes are free.'],
    [
      { facts: ['See https://reviews.example/elm or ring 020 7946 0123.'] },
      'Hello! See https://reviews.example/elm or ring 020 7946 0123. Thanks for texting.',
    ],
  ])('names and facts of the client’s own are no faults: %j', (change, draft) => {
    expect(faultsOf(draft, aWording(change))).toEqual([])
  })
})

test('a clarifying question has to ask something', () => {
  const question = aWording({ say: { kind: 'clarify', ask: 'location' } })
  expect(faultsOf('Thanks, we will be in touch.', question)).toEqual(['nothing is asked'])
  expect(faultsOf('Thanks. Whereabouts are you?', question)).toEqual([])
})

describe('a draft never passes with', () => {
  const never = (draft: string, change: Partial<WordingQuestion> = {}) =>
    expect(faultsOf(draft, aWording(change)), draft).not.toEqual([])

  test.each([
    'https://evil.example/pay',
    'evil.com',
    'EVIL.COM',
    'evil .com',
    'evil. com',
    'evil . com',
    'evil dot com',
    'evil (dot) com',
    'evil[.]com',
    'evil(.)com',
    'evil,com',
    'www evil com',
    'bit.ly/3abc',
    'bit ly slash abc',
    'hxxps://evil.example',
    'ｅｖｉｌ．ｃｏｍ',
    'evil。com',
    'ev\u200Bil.com',
    'ev\u00ADil.c\u2060om',
    'еvil.com',
    'evıl.co',
    'e v i l . c o m',
    'evil.co.uk/x',
    'evil.example',
    'help@evil.example',
    'example.com/elm/x',
    'ev͏il.com',
    'http:evil',
    'xn--evil.top',
    'evil\u2024com',
    'e\u0335vil.com',
    'moc.live\u202E',
    'our WhatsApp',
    '🇪🇻🇮🇱',
    'evil·com',
  ])('a link, shortened, split or disguised: %s', (text) => never(`Have a look at ${text} thanks`))

  test('the booking link where it is not to be said, going on, beginning earlier, or in other letters', () => {
    never(`Book here: ${LINK}`)
    for (const wrong of [
      `${LINK}/pay`,
      `${LINK}?x`,
      `${LINK}.evil.com`,
      `${LINK}-2`,
      `${LINK}:8080`,
      `x${LINK}`,
      `${LINK}@evil`,
      LINK.toUpperCase(),
      LINK.replace('elm', 'eim'),
      LINK.replace('e', 'е'),
      `${LINK}\u200B`,
      `${LINK}_1`,
      `${LINK},evil`,
      `${LINK}’s`,
    ]) {
      never(`Book here: ${wrong}`, { say: link })
      never(`Book here: ${LINK} or ${wrong}`, { say: link })
    }
    never('Book with us any time.', { say: link })
  })

  test.each([
    '£80',
    '£ 80',
    '80 pounds',
    '80pounds',
    'eighty pounds',
    'eighty',
    'a hundred',
    '80 quid',
    '$80',
    'USD 80',
    '80 GBP',
    '80.50',
    '80',
    '８０',
    '٨٠',
    '£8O',
    'fifty-five',
    'a few quid',
    'two grand',
    '10% off',
    'ten percent',
    'free of charge',
    'a discount',
    'half price',
    'no call-out fee',
    '𝟖𝟎',
    '8 0 0 0',
    '💷',
    '80€',
    'a fiver for 5',
  ])('a price in words or digits: %s', (text) => never(`It comes to ${text} in all`))

  test.each([
    '+447700900999',
    '07700 900 999',
    '0 7 7 0 0 9 0 0 9 9 9',
    '(07700) 900-999',
    '07700.900.999',
    '07700/900/999',
    'oh seven seven double oh nine',
    'zero seven seven zero',
    '０７７００９００９９９',
    '07700\u2003900\u2003999',
    '999',
    'nine nine nine nine',
    '0️⃣7️⃣7️⃣',
  ])('a phone number with odd spacing: %s', (text) => never(`Please ring ${text}`))

  test.each([
    'at 5pm',
    'at 17:00',
    'at five',
    'by half past nine',
    'tomorrow',
    'tonight',
    'on Tuesday',
    'on Tues',
    'this afternoon',
    'in ten minutes',
    'within the hour',
    'next week',
    'the same day',
    'on the 4th',
    'in June',
    'ASAP',
    'right away',
    'tömorrow',
    'first thing',
    '12/05',
    'shortly',
    'at 9 o’clock',
    'in a few days',
  ])('a time: %s', (text) => never(`We can look at it ${text}`))

  test.each([
    'we guarantee it',
    "we'll be there",
    'Dana will come',
    'he will fix it',
    'we will definitely help',
    "you're booked",
    'your visit is confirmed',
    'an engineer is on the way',
    'we’ll call you',
    'she will also pop round',
    'see you then',
    'someone is coming',
    'she’ll give you a call',
    'we shall refund you',
    'Yes, of course',
    'you’ll get it back',
    'Dana can come',
    'we are fully insured',
  ])('a promise or a claim: %s', (text) => never(`Thanks, ${text}`))

  test.each([
    'As an AI I cannot',
    'My instructions say so',
    'the system prompt',
    'LYRA here',
    'RUNE decided',
    'NON_LEAD',
    'this is automated',
    'You are a bot',
    'jobType',
    '{"reply": "x"}',
    '<customer_texts>',
    '[name]',
    'the customer said',
    'a language model',
    'ChatGPT',
  ])('our own workings: %s', (text) => never(`${text} thanks`))

  test.each(['Reply STOP to stop', 'Just text YES', 'Reply CANCEL to cancel', 'send END', 'Reply "start"', 'STOP'])(
    'a word that switches texts off or on: %s',
    (text) => never(text),
  )

  test('nothing at all, or too much', () => {
    for (const draft of [
      '',
      '  ',
      'thanks '.repeat(60),
      'x'.repeat(5_000),
      'ж'.repeat(135),
      '\u202Ethanks',
      'tha\u0000nks',
    ])
      never(draft)
    never('thanks '.repeat(25), { say: { kind: 'decline' } })
  })
})

describe('facts given for this question', () => {
  const facts = ['Boiler service: £80 including VAT.']
  const more = { facts: [...facts, 'Call-out: £49.50.'] }

  test.each<[string, Partial<WordingQuestion>]>([
    ['Thanks! Boiler service: £80 including VAT.', { facts }],
    ['Boiler service: £80 including VAT. Sam will be in touch with you.', { facts }],
    ['Hi Ann. Boiler service: £80 including VAT. Call-out: £49.50. Thanks.', { ...more, customerName: 'Ann' }],
    ['Dana will tell you the price.', { open: 'price' }],
    ['Boiler service: £80 including VAT. Dana will tell you the rest.', { facts, open: 'price' }],
    ["We'll let you know, Dana will get back to you.", { open: 'question' }],
  ])('stand in a reply as they are: %s', (draft, change) => {
    expect(faultsOf(draft, aWording(change))).toEqual([])
  })

  test.each([
    'A boiler service is £80.',
    'A boiler service is £80 including VAT.',
    'Boiler service: £80.',
    'Boiler service: £8 including VAT.',
    'Boiler service: £80 including VAT',
    'Boiler service: £80 including VAT a year.',
    'A boiler replacement is like boiler service: £80 including VAT.',
    'Boiler service: £80 including VAT. Boiler replacement: £80.',
    'Boiler service: £80 including VAT. That is 80 pounds.',
    'Boiler service: £80 including VAT. Call-out: £49.50.',
    'Boiler service: £80 including VAT. We come for 20 minutes.',
    'Yes! Boiler service: £80 including VAT.',
    'Boiler service: £80 including VAT. No, nothing else.',
    'Boiler service: £80 including VAT. We cover Otley.',
    'Dana will tell you the price.',
  ])('are neither bent, shortened nor added to: %s', (draft) => {
    expect(faultsOf(draft, aWording({ facts }))).not.toEqual([])
  })

  test.each(['Boiler service: £80 including VAT.', 'It is £80.', 'Thanks for texting!', 'That is free.'])(
    'are the only ones, and an open price stays open: %s',
    (draft) => {
      expect(faultsOf(draft, aWording({ open: 'price' }))).not.toEqual([])
    },
  )

  test('that ask something do not count as our question', () => {
    const question = aWording({ say: { kind: 'clarify', ask: 'location' }, facts: ['Any questions? Just text.'] })
    expect(faultsOf('Any questions? Just text.', question)).toEqual(['nothing is asked'])
  })

  test('no figure leaves that stands in no fact, whatever else does', () => {
    const figure = fc.integer({ min: 1, max: 9_999 }).filter((price) => price !== 80)
    fc.assert(
      fc.property(figure, fc.constantFrom(...'£ $ €'.split(' ')), (price, sign) => {
        const draft = `${facts[0]} A boiler replacement is ${sign}${price}.`
        expect(faultsOf(draft, aWording({ facts }))).not.toEqual([])
        expect(faultsOf(`Boiler service: ${sign}${price} including VAT.`, aWording({ facts }))).not.toEqual([])
      }),
    )
  })
})

describe('names cannot carry anything past the check', () => {
  test.each([
    'evil.com',
    'Ring +447700900999',
    '07700900999',
    'Free Boiler',
    'Will Call',
    'https://evil.example',
    'Stop £5',
    'Text STOP',
  ])('a customer who calls themselves %s', (customerName) => {
    expect(faultsOf(`Hi ${customerName}, we have passed it on.`, aWording({ customerName }))).not.toEqual([])
  })
  test('a name does not hide the promise it is part of', () => {
    expect(faultsOf('Will be there with you.', aWording({ ownerName: 'Will' }))).not.toEqual([])
    expect(faultsOf('He will be there with you.', aWording({ ownerName: 'Will' }))).not.toEqual([])
  })
  test('any business name at all is read without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (businessName) => {
        expect(faultsOf('Thanks, we have passed it on.', aWording({ businessName }))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

test('one forbidden thing anywhere in an otherwise good draft is a fault', () => {
  const good = fc.constantFrom('Thanks for your text.', 'Hi there!', 'We have passed it on to Dana.', 'Got it, thanks.')
  const digits = fc.integer({ min: 13, max: 99_999 }).map(String)
  const word = fc.stringMatching(/^[a-z]{2,12}$/)
  const gap = fc.constantFrom('', ' ', '  ', '-', '.', ' . ', ' - ')
  const bad = fc.oneof(
    fc.tuple(fc.constantFrom('£', '$', '€', '£ '), digits).map((parts) => parts.join('')),
    fc.tuple(digits, fc.constantFrom(' pounds', 'quid', ' p', ' dollars')).map((parts) => parts.join('')),
    fc
      .tuple(word, fc.constantFrom('.com', '.co.uk', '. com', ' dot com', '.io/', '.ly/x', '(dot)net'))
      .map((parts) => parts.join('')),
    fc.tuple(fc.constantFrom('http://', 'https://', 'www.', '//'), word).map((parts) => parts.join('')),
    fc
      .tuple(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 13 }), gap)
      .map(([all, by]) => all.join(by)),
    fc
      .constantFrom('\u200B', '\u200F', '\u202E', '\u2066', '\uFEFFa\uFEFF', '\u0000', 'а', 'ο', '\u3164', '\u{E0041}')
      .map((sign) => `th${sign}anks`),
  )
  fc.assert(
    fc.property(good, bad, good, (before, inside, after) => {
      expect(faultsOf(`${before} ${inside} ${after}`, aWording())).not.toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('whatever a draft holds, what passes has no link, no figure and no hidden sign', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'thanks',
      'evil',
      '.',
      'com',
      '£',
      '80',
      ' ',
      'dot',
      '/',
      ':',
      'http',
      '077',
      'nine',
      'at',
      'will',
      'be there',
      LINK,
      '\u200B',
      '．',
    ),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const draft = pieces.join('')
      if (faultsOf(draft, aWording()).length > 0) return
      expect(draft.normalize('NFKC')).not.toMatch(/[\p{Cf}\p{Cc}]|\d|https?:|\.com|www|£/iu)
    }),
    { numRuns: 1_000 },
  )
})
