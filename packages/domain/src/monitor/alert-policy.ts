/**
 * Which open incidents are texted now, and how: the founder is to hear of everything that matters and to sleep all the
 * same. Pure; the caller claims each text before it is queued, and writes down that it was.
 */
import { foldToGsm, quoteToFit, REPLY_SEGMENTS } from '../outbox/segments.ts'
import { type AlertSeverity, severalOf } from './alert-types.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** The same incident is not texted again within it, whatever happens. */
export const QUIET_MS = 6 * HOUR_MS
export const ESCALATES_AFTER_MS = 12 * HOUR_MS
export const MOST_AN_HOUR = 6

/** A text that came to nothing is tried anew, by a claim of its own: 5, 10, 20 and 40 minutes later, then each hour. */
function afterFailures(failed: number): number {
  return Math.min(HOUR_MS, 5 * MINUTE_MS * 2 ** Math.min(failed - 1, 8))
}

export interface OpenIncident {
  id: string
  number: number
  type: string
  subject: string
  clientId: string | null
  severity: AlertSeverity
  /** check: it lasts until a check does not find it any more; event: it happened, perhaps again. */
  kind: 'check' | 'event'
  name: string
  words: string
  openedAt: Date
  lastSeenAt: Date
  acknowledgedAt: Date | null
  mutedUntil: Date | null
  escalatedAt: Date | null
  texts: number
  firstTextAt: Date | null
  lastTextAt: Date | null
  /** Of its last texts, how many in a row came to nothing. */
  failedTexts: number
}

export interface AlertFacts {
  incidents: readonly OpenIncident[]
  silencedUntil: Date | null
  /** When the texts of the last hour were claimed, and which were summaries; without those that came to nothing. */
  lately: readonly { at: Date; summary: boolean }[]
}

export interface PlannedText {
  /** An alert's type, or SUMMARY. */
  type: string
  /** Of the same type, no two texts have the same: who claims it second does not send it. */
  key: string
  severity: AlertSeverity
  body: string
  incidents: readonly OpenIncident[]
}

export const SUMMARY = 'SUMMARY'

export interface AlertPlan {
  texts: PlannedText[]
  /** MEDIUM until now. */
  escalated: string[]
}

export function planAlerts({ incidents, silencedUntil, lately }: AlertFacts, now: Date): AlertPlan {
  const escalating = incidents.filter((incident) => escalates(incident, now))
  const escalated = escalating.map(({ id }) => id)
  const asNow = incidents.map((one) =>
    escalated.includes(one.id) ? { ...one, severity: 'HIGH' as const, escalatedAt: now } : one,
  )
  const due = asNow.filter((incident) => isDue(incident, now))
  // A test is to show that texts arrive, whatever else is going on.
  const tests = due.filter(isTest).map((test) => textOf([test]))
  if (silencedUntil && silencedUntil > now) return { texts: tests, escalated }
  const rest = due.filter((incident) => !isTest(incident))
  const groups = [...Map.groupBy(rest, ({ type }) => type).values()].toSorted(worstFirst)
  return { texts: [...tests, ...withinBudget(groups, lately, now)], escalated }
}

function isTest({ type }: OpenIncident): boolean {
  return type === 'TEST_ALERT'
}

function escalates({ severity, kind, openedAt, acknowledgedAt }: OpenIncident, now: Date): boolean {
  if (severity === 'HIGH' || kind === 'event' || acknowledgedAt) return false
  return now.getTime() - openedAt.getTime() >= ESCALATES_AFTER_MS
}

/**
 * Whether this incident is to be texted now: at first; what lasts, 6 h and 24 h later, then daily, and when it becomes
 * HIGH; what merely happened, when it has happened again 6 h later or more.
 */
export function isDue(incident: OpenIncident, now: Date): boolean {
  const { kind, acknowledgedAt, mutedUntil, firstTextAt, lastTextAt, failedTexts } = incident
  if (acknowledgedAt || (mutedUntil && mutedUntil > now)) return false
  if (!firstTextAt || !lastTextAt) return true
  const sinceLast = now.getTime() - lastTextAt.getTime()
  if (failedTexts > 0) return sinceLast >= afterFailures(failedTexts)
  if (sinceLast < QUIET_MS) return false
  if (kind === 'event') return incident.lastSeenAt.getTime() >= lastTextAt.getTime() + QUIET_MS
  if (incident.escalatedAt && incident.escalatedAt > lastTextAt) return true
  return now.getTime() >= nextReminder(firstTextAt.getTime(), lastTextAt.getTime())
}

/** The first of the reminders after the last text: none is made up for. */
export function nextReminder(first: number, last: number): number {
  const soon = first + QUIET_MS
  if (last < soon) return soon
  return first + (Math.floor((last - first) / DAY_MS) + 1) * DAY_MS
}

function worstFirst(a: Group, b: Group): number {
  const high = (group: Group) => (group.some(({ severity }) => severity === 'HIGH') ? 0 : 1)
  const oldest = (group: Group) => Math.min(...group.map(({ openedAt }) => openedAt.getTime()))
  return high(a) - high(b) || oldest(a) - oldest(b)
}

type Group = readonly OpenIncident[]

/** What does not fit into the hour's six goes into one summary; with that gone too, it waits for the hour to pass. */
function withinBudget(groups: readonly Group[], lately: AlertFacts['lately'], now: Date): PlannedText[] {
  const thisHour = lately.filter(({ at }) => at.getTime() > now.getTime() - HOUR_MS)
  const left = Math.max(0, MOST_AN_HOUR - thisHour.filter(({ summary }) => !summary).length)
  const texts = groups.slice(0, left).map(textOf)
  const beyond = groups.slice(left)
  if (beyond.length === 0 || thisHour.some(({ summary }) => summary)) return texts
  return [...texts, summaryOf(beyond)]
}

function textOf(group: Group): PlannedText {
  const [first] = group as [OpenIncident]
  return { type: first.type, body: wordsOf(group), ...claimOf(group) }
}

function wordsOf(group: Group): string {
  const [first] = group as [OpenIncident]
  const number = `#${first.number}`
  if (group.length === 1) return fitted(first.words, (words) => `${first.type}: ${words} ${number}`)
  const names = group.slice(0, 3).map(({ name, number: n }) => `${name} #${n}`)
  const more = group.length > names.length ? ` and ${group.length - names.length} more` : ''
  const what = severalOf(first.type)
  return fitted(names.join(', '), (named) => `${first.type}: ${group.length} ${what}: ${named}${more}. ${SEE}`)
}

const SEE = 'Reply SHOW and a number, or STATUS.'

function fitted(words: string, compose: (words: string) => string): string {
  return quoteToFit(foldToGsm(words), REPLY_SEGMENTS, compose)
}

function summaryOf(groups: readonly Group[]): PlannedText {
  const parts = groups.map((group) => `${group.length} ${group[0]?.type} ${numbersOf(group)}`)
  const body = fitted(parts.join(', '), (all) => `${SUMMARY}: many alerts in one hour, so together: ${all}. ${SEE}`)
  return { type: SUMMARY, body, ...claimOf(groups.flat()) }
}

function numbersOf(group: Group): string {
  const [first, ...more] = group.map(({ number }) => number).toSorted((a, b) => a - b)
  return more.length === 0 ? `(#${first})` : `(#${first} to #${more.at(-1)})`
}

/** The first incident's next text, in the order in which incidents began, names the claim. */
function claimOf(group: Group): Pick<PlannedText, 'key' | 'severity' | 'incidents'> {
  const [first] = group.toSorted((a, b) => a.number - b.number) as [OpenIncident]
  const severity = group.some((one) => one.severity === 'HIGH') ? 'HIGH' : 'MEDIUM'
  return { key: `${first.id}:${first.texts + 1}`, severity, incidents: group }
}
