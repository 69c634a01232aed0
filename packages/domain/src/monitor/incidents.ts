/** What becomes of incidents when the monitor has looked: opened, kept open, closed. */
import { type AlertSeverity, type AlertType, type Finding, severityOf } from './alert-types.ts'

export interface KnownIncident {
  id: string
  type: string
  subject: string
  kind: 'check' | 'event'
  lastSeenAt: Date
}

export interface IncidentChanges {
  /** Found now: opened, or kept open with what is said of it now. */
  seen: (Finding & { severity: AlertSeverity })[]
  closed: string[]
}

/** Nothing tells when something that merely happened is over. */
const EVENT_LASTS_MS = 24 * 3_600_000

export function settleIncidents(
  open: readonly KnownIncident[],
  looked: { findings: readonly Finding[]; lookedAt: ReadonlySet<AlertType> },
  now: Date,
): IncidentChanges {
  const found = new Map(looked.findings.map((finding) => [`${finding.type} ${finding.subject}`, finding]))
  const isOver = ({ type, subject, kind, lastSeenAt }: KnownIncident) => {
    if (kind === 'event') return now.getTime() - lastSeenAt.getTime() >= EVENT_LASTS_MS
    return looked.lookedAt.has(type as AlertType) && !found.has(`${type} ${subject}`)
  }
  return {
    seen: [...found.values()].map((finding) => ({ ...finding, severity: severityOf(finding.type) })),
    closed: open.filter(isOver).map(({ id }) => id),
  }
}
