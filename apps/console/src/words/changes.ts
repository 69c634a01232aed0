/** What was changed by hand, in plain words: what was done, and each field as it was and as it is. */
import { spoken } from './codes.ts'

/** As JSON comes. */
type Json = string | number | boolean | null | Json[] | { [field: string]: Json }

export interface ChangedField {
  name: string
  /** null: it was, or is, not there. */
  before: string | null
  after: string | null
}

const did: Readonly<Record<string, string>> = {
  'alerts.silence': 'Silenced all alerts',
  'alerts.unsilence': 'Ended the silence',
  'client.create': 'Added a client',
  'client.change': 'Changed a client',
  'client.mute': 'Muted alerts about a client',
  'client.unmute': 'Heard alerts about a client again',
  'conversation.answer': 'Answered a conversation',
  'conversation.take-over': 'Took a conversation over',
  'conversation.hand-back': 'Handed a conversation back',
  'held.change': 'Worded a held text anew',
  'held.release': 'Released a held text',
  'held.drop': 'Dropped a held text',
  'lead.change': 'Corrected a lead',
  'operator.add': 'Added an operator',
  'operator.change': 'Changed an operator',
  'operator.link': 'Made a sign-in link',
  'opt-out.record': 'Recorded an opt-out',
  'opt-out.lift': 'Lifted an opt-out',
  'payment.record': 'Recorded a payment',
  'switches.change': 'Turned a switch',
  'template.change': 'Changed a template',
  'turn.label': 'Marked an answer as wrong',
}

/** `noun.verb`; an action that is not here is said by its parts. */
export function didWhat(action: string): string {
  return did[action] ?? spoken(action.replace('.', ': '))
}

/** An operator's name as it is; the key has none. */
export function whoDid(actor: string): string {
  return actor === 'admin-key' ? 'the admin key' : actor
}

/** Each field that differs; ids say nothing to anybody. */
export function changedFields(before: Json, after: Json): ChangedField[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)]
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  return names
    .filter((name) => !/Ids?$/.test(name))
    .map((name) => ({ name: fieldName(name), before: valueWords(was[name]), after: valueWords(is[name]) }))
    .filter((field) => field.before !== field.after)
}

function fieldsOf(value: Json): Readonly<Record<string, Json>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}

/** `twilioNumber` → `Twilio number`. */
function fieldName(name: string): string {
  return spoken(name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2'))
}

const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

function valueWords(value: Json | undefined): string | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return textWords(value)
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map((one) => valueWords(one) ?? 'nothing').join(', ') || null
  const parts = Object.entries(value).flatMap(([name, one]) => {
    const words = valueWords(one)
    return words === null ? [] : [`${fieldName(name).toLowerCase()} ${words}`]
  })
  return parts.join(', ') || null
}

/** Codes as words, and moments by the reader's clock. */
function textWords(text: string): string {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return moment.format(new Date(text))
  return /^[A-Z]+(_[A-Z]+)+$|^[A-Z]{4,}$/.test(text) ? spoken(text).toLowerCase() : text
}
