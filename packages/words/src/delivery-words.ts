/** A text's state, size and cost in words. Codes as Twilio's error pages list them. */

interface Sent {
  status: string
  errorCode: number | null
  segments: number
  encoding: string
}

export type Tone = 'waiting' | 'done' | 'bad'

export interface StateWords {
  words: string
  tone: Tone
  /** One tick: on its way; two: arrived. */
  ticks: 0 | 1 | 2
}

const states: Readonly<Record<string, StateWords>> = {
  accepted: { words: 'Queued', tone: 'waiting', ticks: 0 },
  scheduled: { words: 'Scheduled', tone: 'waiting', ticks: 0 },
  queued: { words: 'Queued', tone: 'waiting', ticks: 0 },
  sending: { words: 'Sending', tone: 'waiting', ticks: 0 },
  sent: { words: 'Sent', tone: 'waiting', ticks: 1 },
  delivered: { words: 'Delivered', tone: 'done', ticks: 2 },
  read: { words: 'Read', tone: 'done', ticks: 2 },
  undelivered: { words: 'Not delivered', tone: 'bad', ticks: 0 },
  failed: { words: 'Failed', tone: 'bad', ticks: 0 },
  canceled: { words: 'Cancelled', tone: 'bad', ticks: 0 },
}

const codes: Readonly<Record<number, string>> = {
  21211: 'no such number',
  21408: 'country not switched on',
  21606: 'our number may not send here',
  21610: 'opted out',
  21611: 'our queue is full',
  21612: 'no route to this number',
  21614: 'not a mobile number',
  21617: 'text too long',
  30001: 'queue overflow',
  30002: 'account suspended',
  30003: 'handset unreachable',
  30004: 'blocked',
  30005: 'unknown handset',
  30006: 'landline or unreachable carrier',
  30007: 'filtered by the carrier',
  30008: 'unknown carrier error',
  30022: 'sending too fast',
  30023: 'daily limit reached',
  30024: 'sender not provisioned',
  30034: 'sender not registered',
  30036: 'waited too long',
  30047: 'could not wait for the day',
  30410: 'carrier took too long',
  30610: 'quiet hours',
}

/** A text that JobRun sent to the handset. */
export function answerState({ status, errorCode }: Pick<Sent, 'status' | 'errorCode'>): StateWords {
  const state = states[status] ?? { words: status, tone: 'waiting', ticks: 0 }
  if (errorCode === null) return state
  const meaning = codes[errorCode]
  return { ...state, words: `${state.words} (${errorCode}${meaning ? `, ${meaning}` : ''})` }
}

/** A text that the handset sent. `webhook`: JobRun's answer; undefined while unknown, null when nobody answered. */
export function ownState(webhook: number | null | undefined): StateWords {
  if (webhook === undefined) return { words: 'Sent', tone: 'done', ticks: 1 }
  if (webhook === null) return { words: 'Sent, but JobRun did not answer', tone: 'bad', ticks: 1 }
  if (webhook >= 200 && webhook < 300) return { words: 'Received', tone: 'done', ticks: 2 }
  return { words: `Sent, but JobRun answered ${webhook}`, tone: 'bad', ticks: 1 }
}

export function sizeWords({ segments, encoding }: Pick<Sent, 'segments' | 'encoding'>): string {
  return `${segments} ${segments === 1 ? 'segment' : 'segments'}, ${encoding}`
}

/** Twilio writes what it charges as a negative number of dollars; null until it is known. */
export function costWords(price: string | null): string | null {
  const dollars = price === null || price === '' ? Number.NaN : Math.abs(Number(price))
  return Number.isFinite(dollars) ? `$${dollars.toFixed(4)}` : null
}
