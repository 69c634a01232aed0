/** Incidents and what the founder was texted of them: listed, taken in hand, closed, silenced, counted. */
import { verdictWords } from '@jobrun/domain/monitor/alert-stats'
import { alertSeverities, alertTypes } from '@jobrun/domain/monitor/alert-types'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'
import { line, reason } from './text-field.ts'

const count = z.number().int()
export const incidentStates = ['OPEN', 'ACKNOWLEDGED', 'MUTED', 'CLOSED'] as const

const alertText = z.object({
  id: z.uuid(),
  /** Whom it was about, where that is one. */
  clientId: z.uuid().nullable(),
  type: z.string(),
  severity: z.enum(alertSeverities),
  title: z.string(),
  message: z.string(),
  state: z.enum(['CLAIMED', 'SENT', 'DELIVERED', 'FAILED']),
  error: z.string().nullable(),
  createdAt: moment,
  sentAt: moment.nullable(),
  deliveredAt: moment.nullable(),
})

const alert = z.object({
  id: z.uuid(),
  /** What texts call it by. */
  number: count,
  type: z.string(),
  severity: z.enum(alertSeverities),
  state: z.enum(incidentStates),
  subject: z.string(),
  clientId: z.uuid().nullable(),
  name: z.string(),
  words: z.string(),
  openedAt: moment,
  lastSeenAt: moment,
  closedAt: moment.nullable(),
  acknowledgedAt: moment.nullable(),
  mutedUntil: moment.nullable(),
  /** When it became HIGH because nobody took it in hand. */
  escalatedAt: moment.nullable(),
  note: z.string().nullable(),
  /** The founder's texts about it, newest first; at most ten. */
  texts: z.array(alertText),
})

export const listAlerts = {
  method: 'GET',
  path: '/api/admin/alerts',
  summary: 'What is or was wrong, newest first, with the founder’s texts about it.',
  input: {
    query: z.strictObject({
      ...pageQuery,
      type: z.enum(alertTypes, `Give type as one of ${alertTypes.join(', ')}.`).optional(),
      severity: z.enum(alertSeverities, `Give severity as ${alertSeverities.join(' or ')}.`).optional(),
      state: z.enum(incidentStates, `Give state as ${incidentStates.join(', ')}.`).optional(),
      clientId: z.uuid().optional(),
    }),
  },
  output: pageOf(alert),
  status: 200,
} as const satisfies Endpoint

const id = z.strictObject({ id: z.union([z.uuid(), z.string().regex(/^\d{1,9}$/)]) })
const note = z.strictObject({ note: line(1, 300).optional() }).optional()

export const acknowledgeAlert = {
  method: 'POST',
  path: '/api/admin/alerts/:id/ack',
  summary: 'Somebody has it in hand: no reminders until it closes. By id or number.',
  input: { params: id, body: note },
  output: alert,
  status: 200,
} as const satisfies Endpoint

export const resolveAlert = {
  method: 'POST',
  path: '/api/admin/alerts/:id/resolve',
  summary: 'It is mended: closed now. What a check still finds opens again.',
  input: { params: id, body: note },
  output: alert,
  status: 200,
} as const satisfies Endpoint

export const testAlert = {
  method: 'POST',
  path: '/api/admin/alerts/test',
  summary: 'Texts the founder a TEST_ALERT; the same key again within 6 h is suppressed.',
  input: { body: z.strictObject({ key: line(1, 80).optional() }).optional() },
  output: z.object({ suppressed: z.boolean(), alert }),
  status: 200,
} as const satisfies Endpoint

export const silenceAlerts = {
  method: 'POST',
  path: '/api/admin/alerts/silence',
  summary: 'No alerts to anybody for so many minutes, for maintenance.',
  input: {
    body: z.strictObject({
      minutes: z.number('Give minutes as a number from 1 to 1440.').min(1).max(1_440, 'At most a day: 1440 minutes.'),
      reason,
    }),
  },
  output: z.object({ silencedUntil: moment }),
  status: 200,
} as const satisfies Endpoint

export const endSilence = {
  method: 'DELETE',
  path: '/api/admin/alerts/silence',
  summary: 'Alerts are texted again from now on.',
  input: {},
  output: z.object({ silencedUntil: moment.nullable() }),
  status: 200,
} as const satisfies Endpoint

export const getAlertStats = {
  method: 'GET',
  path: '/api/admin/alert-stats',
  summary: 'The founder’s texts of the last hours by type and severity, and whether that is healthy.',
  input: {
    query: z.strictObject({
      hours: z
        .string()
        .regex(/^\d{1,3}$/, 'Give hours as a whole number from 1 to 720.')
        .transform(Number)
        .refine((hours) => hours >= 1 && hours <= 720, 'Give hours as a whole number from 1 to 720.')
        .default(24),
    }),
  },
  output: z.object({
    total: count,
    byType: z.record(z.string(), count),
    bySeverity: z.object({ MEDIUM: count, HIGH: count }),
    recentAlerts: z.array(alertText),
    verdict: z.object({ word: z.enum(verdictWords), perDay: z.number(), because: z.array(z.string()) }),
  }),
  status: 200,
} as const satisfies Endpoint
