/**
 * A trace as stages in plain words, in the order in which they happened. Reads what it knows; every other field of a
 * stage ends up in that stage's `more`, so that a newer trace loses nothing.
 */
import { answered, usageWords, worded } from './brain-stages.ts'
import { type Fields, fieldsIn, fieldsOf, listIn, numberIn, spokenName, textIn } from './reading.ts'
import { sent } from './sent-stage.ts'
import { blank, others, type Stage } from './stage.ts'
import { factName, inWords, type Vocabulary } from './trace-words.ts'

export function stagesOf(trace: unknown): Stage[] {
  const turn = fieldsIn(trace, 'turn')
  const inner = fieldsIn(turn, 'trace')
  const stages = [
    received(trace, turn),
    ...(turn ? [outcomeOf(turn)] : [stillWaiting]),
    ...answered(inner),
    danger(fieldsIn(inner, 'danger')),
    decision(turn, fieldsIn(inner, 'rune')),
    worded(fieldsIn(inner, 'lyra')),
    kept(fieldsIn(inner, 'vault')),
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
  'cachedTokens',
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

function kept(lead: Fields | null): Stage | null {
  const state = textIn(lead, 'state')
  if (!lead || !state) return null
  const changes = Object.entries(fieldsIn(lead, 'changes') ?? {}).map(([fact, change]) => ({
    name: factName(fact),
    value: textIn(change, 'to') ?? 'nothing',
  }))
  return {
    ...blank,
    name: 'VAULT',
    question: 'What do we keep?',
    answer: `The lead is now ${spokenName(state)}.`,
    facts: changes,
  }
}

/** `plan` and `input` say again, for a replay, what other stages show. */
const shownOfTrace = ['sentinel', 'dial', 'flow', 'danger', 'rune', 'lyra', 'vault', 'gate', 'plan', 'input']

function rest(trace: unknown, turn: Fields | null, inner: Fields | null): Stage | null {
  const more = [
    ...others(fieldsOf(trace) ?? {}, ['message', 'turn', 'outbox', 'summary', 'direction']),
    ...(turn ? others(inner ?? {}, shownOfTrace) : []),
  ]
  return more.length === 0 ? null : { ...blank, name: 'RECORD', question: 'What else is on record?', more }
}

function wordsOr(vocabulary: Vocabulary, code: string | null, otherwise: string): string {
  return code ? inWords(vocabulary, code) : otherwise
}

function timeWithSeconds(iso: string): string {
  const at = new Date(iso)
  return Number.isNaN(at.getTime()) ? iso : at.toLocaleTimeString('en-GB')
}
