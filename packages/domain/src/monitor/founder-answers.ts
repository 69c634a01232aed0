/** Every answer to the founder: what is now so, in two segments. */
import { firstToFit, foldToGsm, quoteToFit, REPLY_SEGMENTS } from '../outbox/segments.ts'

export interface ShownIncident {
  number: number
  type: string
  severity: string
  name: string
  words: string
  openedAt: Date
  closedAt: Date | null
  acknowledgedAt: Date | null
  mutedUntil: Date | null
  texts: number
}

export const founderMenu =
  'JobRun: STATUS, SHOW 3, ACK 3, MUTE 3 2H, PAUSE and a business, RESUME and a business. The numbers are those of the alerts.'

export interface FounderStatus {
  /** Neither acknowledged nor muted first. */
  open: readonly ShownIncident[]
  lastRunAt: Date | null
  silencedUntil: Date | null
  outboundPaused: boolean
  aiDisabled: boolean
  live: number
}

export function founderStatus(status: FounderStatus, now: Date): string {
  const { open, lastRunAt, live } = status
  const looked = lastRunAt
    ? `looked ${Math.max(0, Math.floor((now.getTime() - lastRunAt.getTime()) / 60_000))} min ago`
    : 'never looked'
  const so = [
    `${live} live`,
    looked,
    ...(status.outboundPaused ? ['ALL PAUSED'] : []),
    ...(status.aiDisabled ? ['AI off'] : []),
    ...(status.silencedUntil ? [`silent until ${shortTime(status.silencedUntil)}`] : []),
  ].join(', ')
  if (open.length === 0) return `JobRun: All is well. ${so}.`
  const lines = open.map(
    ({ number, type, name, acknowledgedAt }) =>
      `#${number} ${type} ${short(name)}${acknowledgedAt ? ' (in hand)' : ''}`,
  )
  const wordings = lines.map((_, left) => {
    const shown = lines.slice(0, lines.length - left)
    const more = left > 0 ? ` and ${left} more` : ''
    return `JobRun: ${open.length} open: ${shown.join(', ')}${more}. ${so}.`
  })
  return firstToFit(wordings, REPLY_SEGMENTS)
}

function short(name: string): string {
  return [...foldToGsm(name)].slice(0, 24).join('')
}

export function shown(one: ShownIncident): string {
  const { number, type, severity, words, openedAt, texts } = one
  const head = `#${number} ${type} ${severity}, ${stateOf(one)}, since ${shortTime(openedAt)}, ${texts} texts`
  return quoteToFit(foldToGsm(words), REPLY_SEGMENTS, (quoted) => `JobRun: ${head}: ${quoted}`)
}

function stateOf({ closedAt, acknowledgedAt, mutedUntil }: ShownIncident): string {
  if (closedAt) return 'closed'
  if (acknowledgedAt) return 'in hand'
  return mutedUntil ? `muted until ${shortTime(mutedUntil)}` : 'open'
}

export function noSuchAlert(number: number): string {
  return `JobRun: There is no alert #${number}. Reply STATUS for what is open.`
}

export function acknowledged({ number, type, closedAt }: ShownIncident): string {
  return closedAt
    ? `JobRun: #${number} ${type} is closed already.`
    : `JobRun: #${number} ${type} is in hand: nothing more of it until it closes.`
}

export function muted({ number, type }: ShownIncident, until: Date): string {
  return `JobRun: #${number} ${type} is muted until ${shortTime(until)}.`
}

export function askCode(business: string, pause: boolean, code: string): string {
  const what = pause ? 'hold all texts to customers of' : 'let texts go again to customers of'
  return quoteToFit(
    foldToGsm(business),
    REPLY_SEGMENTS,
    (name) => `JobRun: To ${what} ${name} reply ${code} within 10 minutes.`,
  )
}

export function switched(business: string, pause: boolean): string {
  return quoteToFit(foldToGsm(business), REPLY_SEGMENTS, (name) =>
    pause
      ? `JobRun: ${name} is paused: its customers get no text until you reply RESUME and its name.`
      : `JobRun: ${name} is running again. What was held stays held until it is released.`,
  )
}

export const wrongCode = 'JobRun: That code is wrong, used or too old. Nothing was changed.'

export function noSuchBusiness(written: string, several: readonly string[]): string {
  const which = several.length > 0 ? ` Did you mean ${several.map(short).join(', ')}?` : ''
  return quoteToFit(
    foldToGsm(written),
    REPLY_SEGMENTS,
    (name) => `JobRun: ${several.length > 0 ? 'Several are' : 'No client is'} called "${name}".${which}`,
  )
}

function shortTime(at: Date): string {
  return `${at.toISOString().slice(5, 16).replace('T', ' ')} UTC`
}
