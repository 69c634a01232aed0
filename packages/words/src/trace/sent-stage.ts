/** A text that left, or was meant to leave, because of a turn. */
import { spaced } from '../phone-number.ts'
import { type Fields, fieldsIn, fieldsOf, numberIn, plainly, textIn } from './reading.ts'
import { blank, others, type Pair, type Stage } from './stage.ts'
import { inWords } from './trace-words.ts'

const shownOfSent = [
  'purpose',
  'to',
  'body',
  'state',
  'deliveryStatus',
  'segments',
  'encoding',
  'errorCode',
  'reason',
  'gate',
  'priceMicro',
  'priceCurrency',
]

export function sent(row: unknown): Stage | null {
  const fields = fieldsOf(row)
  if (!fields) return null
  const purpose = textIn(fields, 'purpose')
  const state = textIn(fields, 'state')
  const delivery = textIn(fields, 'deliveryStatus')
  const error = fields.errorCode ?? null
  const isBad = error !== null || state === 'FAILED' || state === 'HELD' || state === 'SUPPRESSED'
  return {
    ...blank,
    name: 'SENT',
    question: purpose ? inWords('purpose', purpose) : 'A text',
    answer: [
      ...((delivery ?? state) ? [sentence(delivery ?? state ?? '')] : []),
      ...(error === null ? [] : [`Error ${plainly(error)}.`]),
    ].join(' '),
    tone: isBad ? 'warn' : delivery === 'delivered' ? 'good' : 'plain',
    quote: textIn(fields, 'body'),
    notes: whyHeld(fields),
    facts: sizeAndCost(fields),
    more: others(fields, shownOfSent),
  }
}

function whyHeld(fields: Fields): string[] {
  const reason = textIn(fields, 'reason')
  const gate = fieldsIn(fields, 'gate')
  const because = textIn(gate, 'because')
  return [
    ...(reason ? [`Because: ${reason}`] : []),
    ...(gate?.open === false ? [`The gate was closed${because ? `: ${because}` : ''}.`] : []),
  ]
}

function sizeAndCost(fields: Fields): Pair[] {
  const to = textIn(fields, 'to')
  const segments = numberIn(fields, 'segments')
  const price = numberIn(fields, 'priceMicro')
  const currency = textIn(fields, 'priceCurrency') ?? ''
  return [
    ...(to ? [{ name: 'To', value: spaced(to) }] : []),
    ...(segments === null
      ? []
      : [{ name: 'Segments', value: [segments, textIn(fields, 'encoding')].filter(Boolean).join(', ') }]),
    ...(price === null ? [] : [{ name: 'Cost', value: `${(price / 1_000_000).toFixed(4)} ${currency}`.trim() }]),
  ]
}

/** `SENT` and `delivered` become `Sent.` and `Delivered.` */
function sentence(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
