/**
 * Every sentence of the onboarding, in one place. Each names us, has shorter forms for long names, fits two segments
 * in GSM-7, and never asks for a word that a carrier takes for an opt-out.
 */
import { firstToFit, foldToGsm, REPLY_SEGMENTS } from '../outbox/segments.ts'
import { regionOf } from '../phone.ts'
import { codesFor, dialled } from './forwarding-codes.ts'
import { type Lacking, questions } from './questions.ts'
import type { Collected, Standing, Terms } from './standing.ts'

export function fitting(...wordings: string[]): string {
  return firstToFit(wordings, REPLY_SEGMENTS)
}

/** A name of at most 60 characters in signs that texts carry cheaply. */
export function written(name: string | null, most = 60): string {
  const characters = [...foldToGsm(name ?? '')]
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 3).join('')}...`
}

/** The question of the owner's state, after a few words on what went before. */
export function ask(standing: Standing, terms: Terms, opening = ''): string {
  return afterOpening(opening, asking(standing, terms))
}

/** The same where it stood already: without repeating what was summed up. */
export function askAgain(standing: Standing, terms: Terms, opening: string): string {
  const summed = standing.state === 'S5_CONFIRM_LIVE' && !standing.paid
  const again = [`Start here: ${terms.paymentLink} We text you as soon as it is done.`, terms.paymentLink]
  return afterOpening(opening, summed ? again : asking(standing, terms))
}

function afterOpening(opening: string, wordings: readonly string[]): string {
  const full = wordings.map((words) => `JobRun: ${opening}${words}`)
  return fitting(...full, ...wordings.map((words) => `JobRun: ${words}`))
}

function asking(standing: Standing, terms: Terms): string[] {
  const { collected } = standing
  switch (standing.state) {
    case 'S1_BUSINESS_TYPE_LOCATION':
      return [askTradeAndTown(standing)]
    case 'S2_BUSINESS_NAME':
      return ['What is your business called?']
    case 'S3_OWNER_NAME':
      return ['And your own name?']
    case 'S4_NOTIFICATION_PREF':
      return ['How shall we tell you about urgent jobs? Reply 1 for text message (SMS), the only way so far.']
    case 'S5_CONFIRM_LIVE':
      return standing.paid
        ? ['Your payment is in. We are getting your number ready and will text it to you.']
        : summary(standing, terms)
    case 'S6_PHONE_TYPE':
      return [
        `Your JobRun number is ${standing.ownNumber}. Which phone do your customers ring? Reply 1 iPhone, 2 Android, 3 landline.`,
      ]
    case 'S7_FWD_SENT':
      return steps(standing)
    case 'S8_FWD_CONFIRM':
      return [
        'Now the test: ring your business number from another phone, let it ring and do not answer. We text you as soon as the call reaches us.',
      ]
    case 'S9_TEST_CALL':
      return [
        'We are waiting for your test call: ring your business number from another phone and let it ring. For the steps again reply BACK.',
      ]
    case 'COMPLETE':
      return [
        `${written(collected.businessName, 40)} is live. Your own texts are never taken for a job. Reply MENU for what you can do here.`,
        'You are live. Your own texts are never taken for a job. Reply MENU for what you can do here.',
      ]
  }
}

function askTradeAndTown(standing: Standing): string {
  const { businessType, serviceLocation } = standing.collected
  if (businessType && !serviceLocation) return lackingWords('town', standing)
  if (serviceLocation && !businessType) return lackingWords('trade', standing)
  return `What is your trade, and which town do you work in? For example: ${examplesFor(standing)[0]}`
}

/** Whoever texts from the United States is shown a town of theirs. */
function examplesFor({ state, ownerPhone }: Standing): readonly [string, string] {
  const [first, second] = questions[state].examples
  const isAmerican = state === 'S1_BUSINESS_TYPE_LOCATION' && regionOf(ownerPhone) === 'US'
  return isAmerican ? [second, first] : [first, second]
}

export function lackingWords(what: Lacking, { ownerPhone }: Pick<Standing, 'ownerPhone'>): string {
  const town = regionOf(ownerPhone) === 'US' ? 'Austin TX' : 'Leeds'
  switch (what) {
    case 'trade':
      return 'What is your trade? For example: plumber'
    case 'town':
      return `Which town do you work in? For example: ${town}`
    case 'state':
      return 'Which state is that in? Reply with town and state, for example: Austin TX'
    case 'served-country':
      return `So far we serve the UK and the US. Which town do you work in? For example: ${town}`
  }
}

function summary({ collected, ownerPhone }: Standing, { paymentLink, monthlyPrice, trialDays }: Terms): string[] {
  const price = trialDays > 0 ? `${monthlyPrice} a month, first ${trialDays} days free` : `${monthlyPrice} a month`
  const then = `Start here: ${paymentLink} We text you as soon as it is done.`
  const name = (most: number) => written(collected.businessName, most)
  const trade = `${written(collected.businessType, 30)}, ${written(collected.serviceLocation, 30)}`
  return [
    `${name(60)} (${trade}), alerts by text to ${ownerPhone}. ${price}. ${then} Something wrong? Reply BACK.`,
    `${name(60)} (${trade}), alerts to ${ownerPhone}. ${price}. ${then}`,
    `${name(30)}, alerts to ${ownerPhone}. ${price}. ${then}`,
    `${price}. ${then}`,
    `${price}. ${paymentLink}`,
  ]
}

function steps({ collected, ownNumber }: Standing): string[] {
  const number = ownNumber ?? ''
  const codes = codesFor(collected.region ?? 'GB', collected.phoneType ?? 'iphone')
  const landline = collected.phoneType === 'landline'
  const networks = [...new Set(codes.map((code) => code.network))]
  const lines = networks.map((network) => {
    const those = codes.filter((code) => code.network === network).map((code) => dialled(code, number))
    return { network, those }
  })
  const from = landline ? 'On your landline dial' : 'On your business phone dial'
  const then = 'Then reply DONE.'
  const all = (most: number) =>
    lines
      .map(({ network, those }) => `${lines.length > 1 ? `(${network}) ` : ''}${those.slice(0, most).join(' then ')}`)
      .join(' or ')
  return [
    `${from} each of these and press call, so that unanswered calls come to us: ${all(3)}. ${then}`,
    `${from} and press call: ${all(3)}. ${then}`,
    `${from} and press call: ${all(2)}. ${then}`,
    `${from} and press call: ${all(1)}. ${then}`,
  ]
}

/** The refusal of an answer: first so, then so with another example, then a person. */
export function refuse(standing: Standing, terms: Terms): string {
  const [first, second] = examplesFor(standing)
  const shown = asking(standing, terms)[0]?.includes(`example: ${first}`)
  if (standing.rejections <= 1)
    return askAgain(standing, terms, `Sorry, we did not get that. ${shown ? '' : `Reply for example: ${first}. `}`)
  if (standing.rejections === 2)
    return askAgain(standing, terms, `That did not work either. Try it like this: ${second}. `)
  return askAgain(standing, terms, 'A person will text you back to help. If you like to go on meanwhile: ')
}

export const openings = {
  welcome: 'Hello! We answer your missed calls and texts. ',
  thanks: 'Thanks! ',
  /** Half of it is new, and the other half was told before. */
  thanksFor: ({ businessType, serviceLocation }: Collected) =>
    `Thanks! ${written(businessType, 40)}, ${written(serviceLocation, 40)}. `,
  thanksByName: (name: string) => `Thanks, ${written(name, 30)}! `,
  back: 'One step back. ',
  firstAlready: 'This is the first question. ',
  restarted: 'From the start; what you told us stays until you answer anew. ',
  question: '',
  repeated: 'Got that already. ',
  paid: 'Payment received, thank you! ',
  checking: 'We are asking for your payment now and text you once it is in. ',
  notPaid: 'We do not see a payment yet. ',
  person: 'Thanks, a person will text you back on that. ',
  notYours: 'Fine, not yours. ',
  noCallYet: 'Thanks. ',
  left: 'Fine, we leave it there and do not remind you. To go on whenever you like: ',
} as const

export function priceWords({ monthlyPrice, trialDays }: Terms): string {
  return trialDays > 0 ? `${monthlyPrice} a month, first ${trialDays} days free. ` : `${monthlyPrice} a month. `
}

export const menuWords =
  'BACK goes to the question before, START OVER to the first. Reply in your own words at any time. '

export function live({ collected, ownNumber }: Standing): string {
  return fitting(
    `JobRun: Your test call reached us. ${written(collected.businessName)} is live: calls you miss are answered by text from ${ownNumber}. Have you a booking link? Reply LINK and its https address. MENU shows the rest.`,
    `JobRun: You are live: calls you miss are answered by text from ${ownNumber}. Have you a booking link? Reply LINK and its https address.`,
  )
}

export function wasThatYou(ending: string | null): string {
  const who = ending === null ? 'a withheld number' : `a number ending ${ending}`
  return fitting(`JobRun: A call from ${who} reached your JobRun number. Was that your test call? Reply 1 yes, 2 no.`)
}

export const fromAnotherPhone =
  'JobRun: That call came straight from your own phone. Please ring your business number from another phone, let it ring and do not answer.'

export const noNumberYet =
  'JobRun: Payment received, thank you! We have no free number at this moment. You are first in line: we text you your number as soon as it is there, with nothing for you to do.'

export function nudge(standing: Standing, terms: Terms): string {
  const opening =
    standing.nudges <= 1 ? 'Still there? You are nearly set up. ' : 'Whenever you are ready we go on here. '
  return askAgain(standing, terms, opening)
}
