/**
 * A trace as stages in plain words, in the order in which they happened. Reads what it knows; every other field of a
 * stage ends up in that stage's `more`, so that a newer trace loses nothing.
 */

import { spaced } from '../texts/phone-number.ts'
import { type Fields, fieldsIn, fieldsOf, listIn, numberIn, plainly, spokenName, textIn } from './reading.ts'
import { factName, inWords, type Vocabulary } from './trace-words.ts'

export interface Pair {
  name: string
  value: string
}

export interface Stage {
  name: string
  question: string
  answer: string
  tone: 'plain' | 'good' | 'warn'
  /** A text's own words. */
  quote: string | null
  /** Who answered and why. */
  notes: readonly string[]
  facts: readonly Pair[]
  more: readonly Pair[]
}

const blank = { answer: '', tone: 'plain', quote: null, notes: [], facts: [], more: [] } as const

export function stagesOf(trace: unknown): Stage[] {
  const turn = fieldsIn(trace, 'turn')
  const inner = fieldsIn(turn, 'trace')
  const stages = [
    received(trace, turn),
    ...(turn ? [outcomeOf(turn)] : [stillWaiting]),
    ...answered(fieldsIn(inner, 'answers')),
    danger(fieldsIn(inner, 'danger')),
    decision(turn, fieldsIn(inner, 'decision')),
    worded(fieldsIn(inner, 'worded')),
    ...listIn(trace, 'outbox').map(sent),
    rest(trace, turn, inner),
  ]
  return stages.filter((stage) => stage !== null)
}

/** In one sentence, how far the text has come; null where the trace does not say. */
export function summaryOf(trace: unknown): string | null {
  return textIn(trace, 'summary')
}

const stillWaiting: Stage = {
  ...blank,
  name: 'TURN',
  question: 'What came of it?',
  answer: 'Not answered yet. JobRun waits a moment for further texts, then answers them together.',
}

function received(trace: unknown, turn: Fields | null): Stage | null {
  const message = fieldsIn(trace, 'message')
  if (!message) return null
  const bodies = listIn(turn, 'texts').map((text) => textIn(text, 'body') ?? 'a photo')
  const at = textIn(message, 'receivedAt')
  return {
    ...blank,
    name: 'TEXT',
    question: 'What came in?',
    answer: [
      at ? `Received at ${timeWithSeconds(at)}.` : 'A text was received.',
      ...(bodies.length > 1 ? [`${bodies.length} texts were read as one.`] : []),
    ].join(' '),
    quote: bodies.length > 1 ? bodies.join('\n') : textIn(message, 'body'),
    more: others(message, ['body', 'receivedAt']),
  }
}

const shownOfTurn = [
  'outcome',
  'action',
  'rule',
  'trace',
  'texts',
  'inputTokens',
  'outputTokens',
  'costMicroUsd',
  'answeredAfterMs',
]

function outcomeOf(turn: Fields): Stage {
  const outcome = textIn(turn, 'outcome')
  const after = numberIn(turn, 'answeredAfterMs')
  const isTold = numberIn(turn, 'inputTokens') !== null
  return {
    ...blank,
    name: 'TURN',
    question: 'What came of it?',
    answer: outcome ? inWords('outcome', outcome) : 'It was handled.',
    tone: outcome === 'ANSWERED' ? 'good' : outcome === 'BLOCKED' ? 'warn' : 'plain',
    notes: [
      ...(after === null ? [] : [`Decided ${(after / 1000).toFixed(1)} s after the first text.`]),
      ...(isTold ? [`AI in all: ${usageWords(turn)}`] : []),
    ],
    more: others(turn, shownOfTurn),
  }
}

function answered(answers: Fields | null): Stage[] {
  if (!answers) return []
  const known = ['sentinel', 'dial', 'flow']
  const names = [...known, ...Object.keys(answers).filter((name) => !known.includes(name))]
  return names.flatMap((name) => {
    const answer = fieldsIn(answers, name)
    return answer ? [brainStage(name, answer)] : []
  })
}

const brainQuestions: Readonly<Record<string, string>> = {
  sentinel: 'Is it safe to answer?',
  dial: 'What do they want?',
  flow: 'What did they tell us?',
  lyra: 'How do we say it?',
}

function brainStage(name: string, answer: Fields): Stage {
  return {
    ...blank,
    name: name.toUpperCase(),
    question: brainQuestions[name] ?? 'What did this stage answer?',
    ...valueWords(name, answer.value),
    notes: whoAnswered(answer),
    more: others(answer, ['value', 'by', 'because', 'tookMs', 'fellBack', 'usage']),
  }
}

function valueWords(name: string, value: unknown): Pick<Stage, 'answer' | 'tone' | 'facts'> {
  if (name === 'sentinel') {
    const verdict = typeof value === 'string' ? value : textIn(value, 'verdict')
    if (verdict)
      return { answer: inWords('screening', verdict), tone: verdict === 'ALLOWED' ? 'good' : 'warn', facts: [] }
  }
  const intent = name === 'dial' ? textIn(value, 'intent') : null
  if (intent) {
    const sure = numberIn(value, 'confidence')
    const words = inWords('intent', intent)
    return {
      answer: sure === null ? words : `${words} ${Math.round(sure * 100)}% sure.`,
      tone: intent === 'URGENT' ? 'warn' : 'plain',
      facts: [],
    }
  }
  const fields = fieldsOf(value)
  if (!fields) return { answer: plainly(value), tone: 'plain', facts: [] }
  const facts = Object.entries(fields)
    .filter(([, said]) => said !== null && said !== '')
    .map(([fact, said]) => ({ name: factName(fact), value: plainly(said) }))
  return { answer: facts.length === 0 ? 'Nothing we can use yet.' : '', tone: 'plain', facts }
}

/** "The rules answered in 3 ms", why, what an AI asked before them did wrong, and what it cost. */
export function whoAnswered(answer: Fields): string[] {
  const notes: string[] = []
  const fellBack = fieldsIn(answer, 'fellBack')
  const why = textIn(fellBack, 'why') ?? textIn(answer, 'fellBack')
  if (why) notes.push(`The AI was asked first but ${inWords('fellBack', why)}, so the rules answered.`)
  const by = textIn(answer, 'by')
  const took = numberIn(answer, 'tookMs')
  if (by) {
    const who = by === 'ai' ? 'The AI' : by === 'rules' ? 'The rules' : by
    if (took === null) notes.push(`${who} answered.`)
    else notes.push(why ? `It took ${took} ms in all.` : `${who} answered in ${took} ms.`)
  }
  const because = textIn(answer, 'because')
  if (because) notes.push(`Because: ${because}`)
  const usage = fieldsIn(answer, 'usage') ?? fieldsIn(fellBack, 'usage')
  if (usage) notes.push(usageWords(usage))
  return notes
}

function usageWords(usage: Fields): string {
  const tokens = (numberIn(usage, 'inputTokens') ?? 0) + (numberIn(usage, 'outputTokens') ?? 0)
  const cost = numberIn(usage, 'costMicroUsd')
  const model = textIn(usage, 'model')
  return `${model ? `${model}: ` : ''}${tokens} tokens${cost === null ? '' : `, $${(cost / 1_000_000).toFixed(6)}`}.`
}

function danger(found: Fields | null): Stage | null {
  if (!found) return null
  const words = textIn(found, 'words')
  const because = textIn(found, 'because')
  return {
    ...blank,
    name: 'DANGER',
    question: 'Is somebody or something in danger?',
    answer: `Yes: ${spokenName(textIn(found, 'kind') ?? 'a danger').replaceAll('-', ' ')}.`,
    tone: 'warn',
    notes: [...(words ? [`Their words: “${words}”`] : []), ...(because ? [`Because: ${because}`] : [])],
    more: others(found, ['kind', 'words', 'because']),
  }
}

function decision(turn: Fields | null, decided: Fields | null): Stage | null {
  const action = textIn(decided, 'action') ?? textIn(turn, 'action')
  const rule = textIn(decided, 'rule') ?? textIn(turn, 'rule')
  if (!action && !rule) return null
  return {
    ...blank,
    name: 'RUNE',
    question: 'So what do we do?',
    answer: wordsOr('action', action, 'Nothing further.'),
    notes: rule ? [wordsOr('rule', rule, rule), `Rule: ${rule}`] : [],
    more: decided ? others(decided, ['action', 'rule']) : [],
  }
}

function worded(words: Fields | null): Stage | null {
  if (!words) return null
  const reply = textIn(words, 'reply')
  const faults = listIn(words, 'faults').map(plainly)
  const note = faults.length > 0 ? [`The first draft was replaced by the template: ${faults.join('; ')}.`] : []
  return {
    ...blank,
    name: 'LYRA',
    question: 'How do we say it?',
    answer: reply ? '' : 'We say nothing.',
    quote: reply,
    notes: [...whoAnswered(fieldsIn(words, 'answer') ?? words), ...note],
    more: others(words, ['reply', 'faults', 'answer', 'by', 'because', 'tookMs', 'fellBack', 'usage']),
  }
}

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

function sent(row: unknown): Stage | null {
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

function rest(trace: unknown, turn: Fields | null, inner: Fields | null): Stage | null {
  const more = [
    ...others(fieldsOf(trace) ?? {}, ['message', 'turn', 'outbox', 'summary', 'direction']),
    ...(turn ? others(inner ?? {}, ['answers', 'danger', 'decision', 'worded']) : []),
  ]
  return more.length === 0 ? null : { ...blank, name: 'RECORD', question: 'What else is on record?', more }
}

function others(fields: Fields, shown: readonly string[]): Pair[] {
  return Object.entries(fields)
    .filter(([name, value]) => !shown.includes(name) && value !== null && value !== '')
    .map(([name, value]) => ({ name: spokenName(name), value: plainly(value) }))
}

function wordsOr(vocabulary: Vocabulary, code: string | null, otherwise: string): string {
  return code ? inWords(vocabulary, code) : otherwise
}

/** `SENT` and `delivered` become `Sent.` and `Delivered.` */
function sentence(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

function timeWithSeconds(iso: string): string {
  const at = new Date(iso)
  return Number.isNaN(at.getTime()) ? iso : at.toLocaleTimeString('en-GB')
}
