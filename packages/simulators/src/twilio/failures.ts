// The failures a sender can meet, each set off by texting a certain number or by a word in the outgoing text.
// The numbers are from Ofcom's drama range; docs/simulators.md prints this table.
import type { RejectionCode } from './errors.ts'

/** What happens to the create call itself. `…-after-accept` and `accept-then-…` have queued the text before they fail. */
export const sendFaultKinds = [
  'accept-then-drop',
  '500-after-accept',
  '500-not-accepted',
  '503',
  '429',
  'slow',
  'hang',
  'hang-after-accept',
  'reset',
] as const
export type SendFaultKind = (typeof sendFaultKinds)[number]

export type FailureEffect =
  | { reject: RejectionCode }
  | { fault: SendFaultKind }
  | { end: 'failed' | 'undelivered'; code: number; onlyFirst?: boolean }
  | { stuckAt: 'queued' | 'sent' }
  | { callbacks: 'twice' | 'reversed' | 'none' }

export interface Failure {
  slug: string
  label: string
  number: string
  effect: FailureEffect
}

const drama = (lastThree: string) => `+447700900${lastThree}`

export const failures: readonly Failure[] = [
  { slug: '21211', label: 'Number does not exist', number: drama('901'), effect: { reject: 21211 } },
  { slug: '21614', label: 'Not a mobile number', number: drama('902'), effect: { reject: 21614 } },
  { slug: '21408', label: 'Region not enabled', number: drama('903'), effect: { reject: 21408 } },
  { slug: '21612', label: 'No route to this number', number: drama('904'), effect: { reject: 21612 } },
  { slug: '21610', label: 'Opted out at Twilio', number: drama('905'), effect: { reject: 21610 } },
  { slug: '21611', label: 'Sending queue full', number: drama('906'), effect: { reject: 21611 } },
  { slug: '21617', label: 'Text too long', number: drama('929'), effect: { reject: 21617 } },
  { slug: '20429', label: 'Too many requests', number: drama('907'), effect: { reject: 20429 } },
  { slug: '20003', label: 'Account not authorised', number: drama('908'), effect: { reject: 20003 } },
  { slug: '21606', label: 'Sender not allowed here', number: drama('909'), effect: { reject: 21606 } },
  { slug: '30001', label: 'Queue overflow', number: drama('910'), effect: { end: 'failed', code: 30001 } },
  { slug: '30002', label: 'Account suspended', number: drama('911'), effect: { end: 'failed', code: 30002 } },
  { slug: '30003', label: 'Handset unreachable', number: drama('913'), effect: { end: 'undelivered', code: 30003 } },
  {
    slug: '30003-once',
    label: 'Handset unreachable the first time only',
    number: drama('912'),
    effect: { end: 'undelivered', code: 30003, onlyFirst: true },
  },
  { slug: '30004', label: 'Blocked', number: drama('914'), effect: { end: 'undelivered', code: 30004 } },
  { slug: '30005', label: 'Unknown handset', number: drama('915'), effect: { end: 'undelivered', code: 30005 } },
  { slug: '30006', label: 'Landline', number: drama('916'), effect: { end: 'undelivered', code: 30006 } },
  {
    slug: '30007',
    label: 'Filtered by the carrier',
    number: drama('917'),
    effect: { end: 'undelivered', code: 30007 },
  },
  { slug: '30008', label: 'Unknown delivery error', number: drama('918'), effect: { end: 'undelivered', code: 30008 } },
  { slug: '30022', label: 'A2P rate exceeded', number: drama('922'), effect: { end: 'undelivered', code: 30022 } },
  { slug: '30023', label: 'A2P daily cap', number: drama('923'), effect: { end: 'undelivered', code: 30023 } },
  { slug: '30024', label: 'Sender not provisioned', number: drama('924'), effect: { end: 'undelivered', code: 30024 } },
  { slug: '30034', label: 'Unregistered sender', number: drama('925'), effect: { end: 'undelivered', code: 30034 } },
  { slug: '30036', label: 'Validity period over', number: drama('926'), effect: { end: 'failed', code: 30036 } },
  { slug: '30410', label: 'Provider time-out', number: drama('927'), effect: { end: 'undelivered', code: 30410 } },
  { slug: '30047', label: 'Could not wait for the day', number: drama('930'), effect: { end: 'failed', code: 30047 } },
  { slug: '30610', label: 'Quiet hours', number: drama('928'), effect: { end: 'failed', code: 30610 } },
  { slug: 'stuck-queued', label: 'Never leaves the queue', number: drama('931'), effect: { stuckAt: 'queued' } },
  { slug: 'stuck-sent', label: 'Sent, never confirmed', number: drama('932'), effect: { stuckAt: 'sent' } },
  { slug: 'callbacks-twice', label: 'Status reports repeat', number: drama('933'), effect: { callbacks: 'twice' } },
  {
    slug: 'callbacks-reversed',
    label: 'Status reports in reverse',
    number: drama('934'),
    effect: { callbacks: 'reversed' },
  },
  { slug: 'callbacks-none', label: 'No status reports', number: drama('935'), effect: { callbacks: 'none' } },
  {
    slug: 'drop',
    label: 'Accepted, then the line drops',
    number: drama('941'),
    effect: { fault: 'accept-then-drop' },
  },
  {
    slug: '500-after',
    label: 'Accepted, then error 500',
    number: drama('942'),
    effect: { fault: '500-after-accept' },
  },
  { slug: '500', label: 'Error 500, not accepted', number: drama('943'), effect: { fault: '500-not-accepted' } },
  { slug: '503', label: 'Error 503, not accepted', number: drama('944'), effect: { fault: '503' } },
  { slug: 'slow', label: 'Accepted, slow answer', number: drama('945'), effect: { fault: 'slow' } },
  { slug: 'hang', label: 'Never answers, not accepted', number: drama('946'), effect: { fault: 'hang' } },
  {
    slug: 'hang-after',
    label: 'Accepted, never answers',
    number: drama('947'),
    effect: { fault: 'hang-after-accept' },
  },
  { slug: 'reset', label: 'Connection reset, not accepted', number: drama('948'), effect: { fault: 'reset' } },
]

const byNumber = new Map(failures.map((failure) => [failure.number, failure]))
const bySlug = new Map(failures.map((failure) => [failure.slug, failure]))

/** By the recipient's number, else by `#tw-<slug>` in the text. */
export function failureFor(to: string, body: string): FailureEffect | null {
  const word = /#tw-([a-z0-9-]+)/.exec(body)?.[1]
  return (byNumber.get(to) ?? (word ? bySlug.get(word) : undefined))?.effect ?? null
}

/** A customer's text holding this word reaches the webhook five times at the same moment. */
export const repeatWord = '#tw-repeat'

export interface MenuEntry {
  label: string
  /** A handset with this number meets the failure … */
  phone?: string
  /** … or a text with this word sets it off. */
  body?: string
}

export function failureMenu(): MenuEntry[] {
  const outgoing = failures.map(({ label, number, slug }) => ({ label, phone: number, body: `#tw-${slug}` }))
  return [{ label: 'My text arrives five times at once', body: repeatWord }, ...outgoing]
}
