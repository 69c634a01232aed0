/**
 * Every sentence we say to a customer when no AI words it, or its words did not pass the check. Each has shorter
 * forms, tried in turn, so that a long name or a name outside GSM-7 still fits its segments.
 */
import type { OpenQuestion } from '../grounding/ground.ts'
import { DECLINE_SEGMENTS, firstToFit, foldToPlain, REPLY_SEGMENTS } from '../outbox/segments.ts'
import type { Askable, Facts, WordingQuestion } from './brain.ts'
import { type ClientTemplates, type TemplateKind, theirs } from './client-templates.ts'

const asks: Record<Askable, readonly [string, string]> = {
  what: ['How can we help? A few words on the job, and where you are, will do.', 'What do you need done, and where?'],
  jobType: ['Could you tell us what service you need?', 'What service do you need?'],
  location: ['Whereabouts are you? A postcode or town is fine.', 'Which town or postcode?'],
  requestedTime: ['When would suit you?', 'When would suit you?'],
}

const fieldWords: Record<keyof Facts, string> = {
  jobType: 'the job',
  urgency: 'how soon it is needed',
  location: 'the address',
  requestedTime: 'the time you would like',
  name: 'your name',
  extraDetails: 'the details',
}

/** A wording in two parts, greeting and what it is about; what answers the customer's questions stands between them. */
type Wording = readonly [opening: string, rest: string]

/** The reply for what RUNE chose to say, at most two segments; a decline or closing line at most one. */
export function template(question: WordingQuestion): string {
  const short = question.say.kind === 'decline' || question.say.kind === 'closing'
  const forms = wordings(question)
  const between = [...new Set([...answers(question), ''])]
  const whole = between.flatMap((middle) =>
    forms.map(([opening, rest]) => [opening, middle, rest].filter((part) => part !== '').join(' ')),
  )
  return firstToFit(whole.map(foldToPlain), short ? DECLINE_SEGMENTS : REPLY_SEGMENTS)
}

/** The client's facts as they stand, and who answers the rest. */
function answers({ facts, open, ownerName }: WordingQuestion): string[] {
  const owners = [ownerName ?? 'The owner', 'The owner']
  const lasts = open === null ? [''] : owners.map((owner) => left(open, owner, facts))
  return lasts.map((last) => [...facts, last].filter((part) => part !== '').join(' '))
}

function left(open: OpenQuestion, owner: string, facts: readonly string[]): string {
  if (facts.length > 0) return `${owner} will tell you the rest.`
  return open === 'price' ? `${owner} will tell you the price.` : `${owner} will answer your question.`
}

function own(kind: TemplateKind, question: WordingQuestion): Wording[] {
  return theirs(kind, question.templates, question).map((words) => [words, ''] as const)
}

function wordings(question: WordingQuestion): readonly Wording[] {
  const { say, businessName, bookingUrl } = question
  const owner = question.ownerName ?? 'the owner'
  switch (say.kind) {
    case 'booking-link':
      return [
        ...own('booking-link', question),
        [`Hi! Thanks for reaching out to ${businessName}.`, `Book here: ${bookingUrl}`],
        ['Thanks for your text.', `Book here: ${bookingUrl}`],
        ['', `Book here: ${bookingUrl}`],
      ]
    case 'booking-and-alert':
      return urgentWordings(question, owner, say)
    case 'acknowledge':
      return [
        [
          say.changed.length === 0 ? 'Got it, thanks.' : `Got it, we have noted ${listed(say.changed)}.`,
          'Your booking link above still works.',
        ],
        ['Got it, thanks.', ''],
      ]
    case 'owner-will-be-in-touch':
      return [
        ...own('owner-will-be-in-touch', question),
        [`Thanks for texting ${businessName}.`, `We have passed this to ${owner}, who will be in touch with you.`],
        ['Thanks for your text.', 'We have passed it on and will be in touch with you.'],
      ]
    case 'clarify':
      return [
        [`Thanks for texting ${businessName}.`, asks[say.ask][0]],
        ['Thanks!', asks[say.ask][0]],
        ['', asks[say.ask][1]],
      ]
    case 'hand-over':
      return [
        say.again
          ? ['', `Thanks, we have passed that on to ${owner} too.`]
          : ['Thanks.', `We have passed your texts to ${owner}, who will be in touch with you.`],
        ['', 'Thanks, we have passed that on. A person will be in touch with you.'],
        ['', 'Thanks, we have passed that on.'],
      ]
    case 'decline':
      return [
        ...own('decline', question),
        ['', `Thank you for texting ${businessName}, but we're unable to assist with this.`],
        ['', "Thank you, but we're unable to assist with this."],
      ]
    case 'closing':
      return [
        ['', `Thanks! Text ${businessName} any time.`],
        ['', 'Thanks! Text us any time.'],
      ]
  }
}

function urgentWordings(
  { businessName, bookingUrl }: WordingQuestion,
  owner: string,
  say: { withLink: boolean; again: boolean },
): Wording[] {
  const book = say.withLink && bookingUrl ? `Book here: ${bookingUrl}` : ''
  const shortest: Wording = book === '' ? ['Noted.', ''] : ['', book]
  if (say.again) return [[`Thanks, noted. We are telling ${owner} too.`, book], ['Thanks, noted.', book], shortest]
  return [
    [`We've received your urgent request and are telling ${owner} at ${businessName} now.`, book],
    [`We've received your urgent request and are telling ${owner} now.`, book],
    ["Urgent request received, we're passing it on now.", book],
    ['Received.', book],
    shortest,
  ]
}

function listed(fields: readonly (keyof Facts)[]): string {
  const words = fields.map((field) => fieldWords[field])
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** Sent to a customer once a day while the client is not live. */
export function holdingText(businessName: string, templates?: ClientTemplates): string {
  return firstToFit(
    [
      ...theirs('holding', templates, { businessName, ownerName: null, bookingUrl: null }),
      `Thank you for reaching out to ${businessName}! We're currently setting up our automated system. A team member will contact you shortly.`,
      'Thank you for your text! We are being set up. A team member will contact you.',
      'Thanks for your text! A person will contact you.',
    ].map(foldToPlain),
    REPLY_SEGMENTS,
  )
}

/** The answer to a customer's MENU or "?". */
export function menuText(businessName: string): string {
  return firstToFit(
    [
      `This is ${businessName}. Text us what you need done, where you are and when it suits you, and we will answer here.`,
      'Text us what you need done, where you are and when it suits you.',
    ].map(foldToPlain),
    REPLY_SEGMENTS,
  )
}
