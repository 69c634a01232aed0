/** What the founder asks by text. Only whole commands count: whatever else they write is not for the monitor. */
import { bare } from '../onboarding/read-answers.ts'
import { folded } from '../rules/words.ts'

export type FounderCommand =
  | { kind: 'menu' }
  | { kind: 'status' }
  | { kind: 'show'; number: number }
  | { kind: 'ack'; number: number }
  | { kind: 'mute'; number: number; minutes: number }
  | { kind: 'pause' | 'resume'; business: string }
  /** Of what they asked for before. */
  | { kind: 'code'; code: string }

const USUAL_MUTE_MINUTES = 24 * 60
const LONGEST_MUTE_MINUTES = 30 * 24 * 60
const minutesOf = { m: 1, h: 60, d: 24 * 60 } as const

/** null: no command. */
export function readFounderCommand(text: string): FounderCommand | null {
  const said = bare(folded(text))
  if (said === 'menu' || said === '?' || text.trim() === '?') return { kind: 'menu' }
  if (said === 'status') return { kind: 'status' }
  if (/^\d{4}$/.test(said)) return { kind: 'code', code: said }
  const [, verb, number, rest = ''] = /^(show|ack|mute) #?(\d{1,9})(?: (.*))?$/.exec(said) ?? []
  if (verb && number) return aboutAlert(verb, Number(number), rest)
  const [, switching, business] = /^\s*["'(]?(pause|resume)\s+(\S.*?)\s*$/is.exec(folded(text)) ?? []
  if (!switching || !business || durationOf(business.toLowerCase()) !== null) return null
  return { kind: switching.toLowerCase() === 'pause' ? 'pause' : 'resume', business }
}

function aboutAlert(verb: string, number: number, rest: string): FounderCommand | null {
  if (verb !== 'mute') return rest === '' ? { kind: verb === 'show' ? 'show' : 'ack', number } : null
  const minutes = rest === '' ? USUAL_MUTE_MINUTES : durationOf(rest)
  return minutes === null ? null : { kind: 'mute', number, minutes: Math.min(minutes, LONGEST_MUTE_MINUTES) }
}

function durationOf(said: string): number | null {
  const [, count, unit] = /^(?:for )?(\d{1,3}) ?(m|h|d)(?:in(?:ute)?s?|r?s?|ours?|ays?)?$/.exec(said) ?? []
  return count && unit ? Number(count) * minutesOf[unit as keyof typeof minutesOf] || null : null
}
