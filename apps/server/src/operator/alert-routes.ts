/** What the founder was and is alerted of, and what is done about it. */
import * as contract from '@jobrun/contracts/alerts'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { raiseFindings } from '@jobrun/db/monitor/incidents'
import * as alerts from '@jobrun/db/operator/alerts'
import type { Pool } from '@jobrun/db/pool'
import type { PrismaClient } from '@jobrun/db/prisma'
import { alertStats } from '@jobrun/domain/monitor/alert-stats'
import type { Finding } from '@jobrun/domain/monitor/alert-types'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { type Refusal, refuse } from '../http/problem.ts'
import { byCaller } from './by.ts'
import { pageAsked, showPage } from './show-page.ts'
import { whose } from './whose.ts'

export interface AlertRoutesDeps {
  prisma: PrismaClient
  pool: Pool
  now: () => Date
  /** Texts what is due, now rather than in a few seconds. */
  tellFounder: () => Promise<void>
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const RECENT = 10

export function alertRoutes(deps: AlertRoutesDeps): ContractRoute[] {
  const { prisma, now } = deps
  const act = async (id: string, what: alerts.AlertAct, note: string | undefined) => {
    const row = await alerts.actOnAlert(prisma, id, { act: what, by: byCaller(note ?? null, now()) })
    return row ? show(row, now()) : refuseUnknown(id)
  }
  return [
    on(contract.listAlerts, async ({ query }) => {
      const { type, severity, state, clientId } = query
      const listed = await alerts.listAlerts(
        prisma,
        { type, severity, state, whose: whose(clientId) },
        pageAsked(query),
        now(),
      )
      return showPage(
        listed,
        (row) => show(row, now()),
        (row) => ({ at: row.openedAt, id: row.id }),
      )
    }),
    on(contract.acknowledgeAlert, ({ params, body }) => act(params.id, 'ack', body?.note)),
    on(contract.resolveAlert, ({ params, body }) => act(params.id, 'resolve', body?.note)),
    on(contract.testAlert, ({ body }) => sendTest(deps, body?.key)),
    on(contract.silenceAlerts, async ({ body: { minutes, reason } }) => {
      const at = now()
      const until = new Date(at.getTime() + minutes * MINUTE_MS)
      return { silencedUntil: await alerts.silence(prisma, until, byCaller(reason, at)) }
    }),
    on(contract.endSilence, async () => {
      await alerts.endSilences(prisma, byCaller(null, now()))
      return { silencedUntil: null }
    }),
    on(contract.getAlertStats, async ({ query: { hours } }) => {
      const sent = await alerts.listSent(prisma, new Date(now().getTime() - hours * HOUR_MS))
      const counted = sent.map(({ alertType, severity, incidentIds }) => ({
        type: alertType,
        severity: severityOf(severity),
        incidentIds,
      }))
      return { ...alertStats(counted, hours), recentAlerts: sent.slice(0, RECENT).map(showText) }
    }),
  ]
}

/** Each test is a matter of its own, unless its key says that it is the same again. */
async function sendTest({ prisma, pool, now, tellFounder }: AlertRoutesDeps, key: string | undefined) {
  const at = now()
  const subject = key ?? at.toISOString()
  const finding: Finding = {
    type: 'TEST_ALERT',
    subject,
    clientId: null,
    name: subject,
    words: 'alerts reach this phone.',
  }
  await raiseFindings(pool, [finding], at)
  await tellFounder()
  const of = { type: 'TEST_ALERT', severity: undefined, state: undefined, whose: undefined }
  const { rows } = await alerts.listAlerts(prisma, of, { limit: 100, after: null }, at)
  const row = rows.find((one) => one.subject === subject)
  if (!row) throw new Error('the test was raised, and is not there')
  const suppressed = row.told.every(({ createdAt }) => createdAt < at)
  return { suppressed, alert: show(row, at) }
}

function refuseUnknown(id: string): Refusal {
  return refuse(404, `There is no alert ${id}: GET /api/admin/alerts lists them with their ids and numbers.`)
}

type Shown = OutputOf<typeof contract.acknowledgeAlert>

function show(row: alerts.AlertRow, now: Date): Shown {
  const {
    id,
    number,
    subject,
    clientId,
    name,
    words,
    openedAt,
    lastSeenAt,
    closedAt,
    acknowledgedAt,
    escalatedAt,
    note,
  } = row
  const mutes = [row.mutedUntil, row.client?.mute?.until ?? null].filter((until) => until !== null && until > now)
  const mutedUntil = mutes.toSorted((a, b) => Number(b) - Number(a))[0] ?? null
  const state = closedAt ? 'CLOSED' : acknowledgedAt ? 'ACKNOWLEDGED' : mutedUntil ? 'MUTED' : 'OPEN'
  const times = { openedAt, lastSeenAt, closedAt, acknowledgedAt, mutedUntil, escalatedAt }
  const severity = severityOf(row.severity)
  return {
    id,
    number,
    type: row.alertType,
    severity,
    state,
    subject,
    clientId,
    name,
    words,
    ...times,
    note,
    texts: row.told.map(showText),
  }
}

/** The database checks it. */
function severityOf(written: string): 'MEDIUM' | 'HIGH' {
  return written === 'HIGH' ? 'HIGH' : 'MEDIUM'
}

function showText(text: alerts.AlertText): Shown['texts'][number] {
  const { id, clientId, alertType, severity, title, message, state, error, createdAt, sentAt, deliveredAt } = text
  return {
    id,
    clientId,
    type: alertType,
    severity: severityOf(severity),
    title,
    message,
    state: state as Shown['texts'][number]['state'],
    error,
    createdAt,
    sentAt,
    deliveredAt,
  }
}
