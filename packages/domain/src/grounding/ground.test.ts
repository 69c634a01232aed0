import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aClient, aLead, aTurn, LINK, someFacts } from '../../test/turns.ts'
import { measure } from '../outbox/segments.ts'
import type { Brain } from '../pipeline/brain.ts'
import { rulesBrain } from '../pipeline/rules-brain.ts'
import { runPipeline } from '../pipeline/run-pipeline.ts'
import type { Turn } from '../pipeline/turn.ts'
import { type Fact, QUOTE_LETTERS, quoteOf } from './fact.ts'
import { readFactQuestions } from './fact-question.ts'

let made = 0
const fact = (kind: Fact['kind'], about: string, says: string): Fact => ({ id: `fact ${++made}`, kind, about, says })
const service = fact('price', 'boiler service', '£80 including VAT')
const hours = fact('hours', '', 'Monday to Friday 8 to 6')

async function ask(texts: string | string[], change: Partial<Turn> = {}, brain: Brain = rulesBrain) {
  const verdict = await runPipeline(brain, aTurn(texts, { clientFacts: [service, hours], ...change }))
  const body = (purpose: string) => verdict.drafts.find((draft) => draft.purpose === purpose)?.body ?? null
  return { verdict, reply: body('reply'), notice: body('owner-notice'), urgent: body('owner-urgent') }
}

/** An AI that judges as the rules do, and words as it is told. */
const saying = (reply: string): Brain => ({
  ...rulesBrain,
  lyra: async (question) => ({ ...(await rulesBrain.lyra(question)), value: reply, by: 'ai' }),
})

describe('how much is a boiler service?', () => {
  const question = 'How much is a boiler service?'

  test('with a price on file gets the price, and nobody is troubled', async () => {
    const { reply, notice } = await ask(question)
    expect(reply).toBe(
      `Hi! Thanks for reaching out to Elm Plumbing. Boiler service: £80 including VAT. Book here: ${LINK}`,
    )
    expect(notice).toBeNull()
  })

  test('without one says that the owner will tell, and tells the owner', async () => {
    const { reply, notice, verdict } = await ask(question, { clientFacts: [hours] })
    expect(reply).toContain('Dana will tell you the price.')
    expect(reply).not.toMatch(/\d/)
    expect(notice).toMatch(/^Please answer this customer's question: \+447700900123.*"How much is a boiler service\?"$/)
    expect(verdict.decision).toMatchObject({ rule: 'booking-link', tellOwner: 'question' })
  })

  test('with two prices that fit equally well, the owner tells', async () => {
    const other = fact('price', 'Boiler servicing', '£95')
    const { reply, notice } = await ask(question, { clientFacts: [service, other] })
    expect(reply).not.toContain('£')
    expect(notice).not.toBeNull()
  })

  test('asked of an open job, is answered beside the link that was sent', async () => {
    const { reply } = await ask('How much is it?', { lead: aLead({ facts: someFacts({ jobType: 'boiler service' }) }) })
    expect(reply).toBe('Got it, thanks. Boiler service: £80 including VAT. Your booking link above still works.')
  })

  test('of a client without a link, the price and then the owner', async () => {
    const { reply, notice } = await ask(question, { client: aClient({ bookingUrl: null }) })
    expect(reply).toContain('Boiler service: £80 including VAT. We have passed this to Dana')
    expect(notice).toMatch(/^New job/)
  })
})

describe('an emergency with a question', () => {
  test('is an emergency first, with the fact beside it', async () => {
    const { reply, urgent } = await ask('Burst pipe, water everywhere! How much is a boiler service?')
    expect(reply).toMatch(/^We've received your urgent request .* Boiler service: £80 including VAT\. Book here: /)
    expect(urgent).toMatch(/^URGENT/)
  })

  test('leaves an open price to the alert, in one owner’s text', async () => {
    const { verdict, reply } = await ask('Burst pipe, water everywhere! How much is your call-out?')
    expect(verdict.drafts.map(({ purpose }) => purpose)).toEqual(['reply', 'owner-urgent'])
    expect(reply).toContain(LINK)
  })
})

describe('an AI that words it', () => {
  test('may be friendly around the price as it stands', async () => {
    const reply = `Hi there! Boiler service: £80 including VAT. You can book here: ${LINK}`
    expect((await ask('How much is a boiler service?', {}, saying(reply))).reply).toBe(reply)
  })

  test.each([
    [`A boiler service is £80. Book here: ${LINK}`, 'How much is a boiler service?'],
    [`A boiler service is £75. Book here: ${LINK}`, 'How much is a boiler service?'],
    [`Boiler service: £80 including VAT. Book here: ${LINK}`, 'How much is a boiler replacement?'],
    [`Boiler replacement: £80 including VAT. Book here: ${LINK}`, 'How much is a boiler replacement?'],
    [`It is eighty pounds. Book here: ${LINK}`, 'How much is a boiler replacement?'],
    [`That's free! Dana will tell you more. Book here: ${LINK}`, 'How much is a boiler replacement?'],
    [`Book here: ${LINK}`, 'How much is a boiler replacement?'],
  ])('cannot get %s past the check when asked: %s', async (draft, question) => {
    const { reply, verdict } = await ask(question, {}, saying(draft))
    expect(verdict.worded.faults).not.toEqual([])
    expect(reply).toMatch(
      /replacement/.test(question) ? /^[^£\d]*Dana will tell you the price\./ : /: £80 including VAT\./,
    )
  })
})

const thing = fc.constantFrom('boiler', 'tap', 'shower', 'lock', 'socket', 'radiator')
const work = fc.constantFrom('service', 'repair', 'replacement', 'installation', 'inspection')
const anyJob = fc.tuple(thing, work).map((parts) => parts.join(' '))
const asking = fc.constantFrom(
  'How much is a @?',
  'what do you charge for a @',
  'Price for @?',
  'I need a @. How much is it?',
)

test('whatever is on file, a price leaves for exactly what was asked, or none does', async () => {
  const files = fc.uniqueArray(fc.tuple(anyJob, fc.integer({ min: 10, max: 999 })), {
    selector: ([job]) => job,
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(files, anyJob, asking, async (prices, job, words) => {
      const clientFacts = prices.map(([about, pounds]) => fact('price', about, `£${pounds}`))
      const { reply, notice, verdict } = await ask(words.replace('@', job), { clientFacts })
      const right = clientFacts.find(({ about }) => about === job)
      expect(reply?.match(/£\d+/g) ?? []).toEqual(right ? [right.says] : [])
      expect(verdict.worded.faults).toEqual([])
      if (!right) expect([reply, notice]).toEqual([expect.stringContaining('tell you the price'), expect.any(String)])
    }),
    { numRuns: 150 },
  )
})

test('two facts of the longest kind, with the longest link, still go in one reply or are left to the owner', async () => {
  const longest = (about: string) => fact('answer', about, `${'x'.repeat(QUOTE_LETTERS - 1)}.`)
  const clientFacts = [longest('Do you take cards?'), longest('Are you insured?')]
  expect(clientFacts.map((one) => quoteOf(one).length)).toEqual([QUOTE_LETTERS, QUOTE_LETTERS])
  const client = aClient({ bookingUrl: `https://book.example/${'x'.repeat(99)}`, businessName: 'Łódź Pipes' })
  const one = await ask('My tap leaks. Do you take cards?', { client, clientFacts })
  expect(one.reply).toContain(quoteOf(clientFacts[0] as Fact))
  const two = await ask('My tap leaks. Do you take cards? Are you insured?', { client, clientFacts })
  expect([two.reply, two.notice]).toEqual([expect.stringContaining('will answer your question'), expect.any(String)])
  for (const { reply } of [one, two]) expect(measure(reply ?? '').segments).toBeLessThanOrEqual(2)
})

describe('nothing is looked for', () => {
  test.each([
    'I need a boiler service',
    'My tap is leaking, can you come tomorrow?',
    'Burst pipe, water everywhere',
    'Can you fix my boiler?',
    'Thanks!',
    'xyz',
  ])('where nothing is asked of the business: %s', (text) => {
    expect(readFactQuestions({ texts: [text], region: 'GB', jobType: null })).toEqual([])
  })
})

test('any texts at all are read in bounded time, into at most three questions', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { maxLength: 4 }), (texts) => {
      expect(readFactQuestions({ texts, region: 'GB', jobType: null }).length).toBeLessThanOrEqual(3)
    }),
    { numRuns: 200 },
  )
  const long = 'how much is a boiler, do you cover otley and what time are you open? '.repeat(23).slice(0, 1_600)
  const began = performance.now()
  readFactQuestions({ texts: Array(5).fill(long), region: 'GB', jobType: null })
  expect(performance.now() - began).toBeLessThan(500)
})
