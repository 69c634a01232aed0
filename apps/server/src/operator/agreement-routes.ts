/** Where the two brains disagree, and a person's word on it. */
import * as contract from '@jobrun/contracts/ai-agreement'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as agreement from '@jobrun/db/operator/ai-agreement'
import { findClient } from '@jobrun/db/operator/clients'
import { type LabelRow, labelTurn } from '@jobrun/db/operator/labels'
import type { PrismaClient } from '@jobrun/db/prisma'
import { readStoredTurn } from '@jobrun/domain/replay/stored-turn'
import type { Expectation } from '@jobrun/domain/rules/predict'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { refuse } from '../http/problem.ts'
import { byCaller } from './by.ts'
import { refuseUnknownClient } from './conflict-words.ts'
import { pageAsked, showPage } from './show-page.ts'

type Shown = OutputOf<typeof contract.getAiAgreement>
type Disagreement = Shown['disagreements']['items'][number]
type Label = OutputOf<typeof contract.labelTurn>

const DAY_MS = 86_400_000

export function agreementRoutes({ prisma, now }: { prisma: PrismaClient; now: () => Date }): ContractRoute[] {
  return [
    on(contract.getAiAgreement, async ({ query }) => {
      const { days, clientId } = query
      if (clientId && !(await findClient(prisma, clientId))) return refuseUnknownClient(clientId)
      const today = Math.floor(now().getTime() / DAY_MS) * DAY_MS
      const from = new Date(today - (days - 1) * DAY_MS)
      const [rows, left, disagreements] = await Promise.all([
        agreement.readAgreement(prisma, { from, clientId }),
        agreement.readNotCompared(prisma, { from, clientId }),
        agreement.listDisagreements(prisma, { from, clientId }, pageAsked(query)),
      ])
      return {
        from: dayOf(from),
        to: dayOf(new Date(today)),
        ...showAgreement(rows),
        left,
        disagreements: showPage(disagreements, showDisagreement, (row) => ({ at: row.turnAt, id: row.turnId })),
      }
    }),
    on(contract.labelTurn, async ({ params, body: { reason, ...expect } }) => {
      const done = await labelTurn(prisma, params.id, { expect: named(expect), by: byCaller(reason, now()) })
      switch (done.kind) {
        case 'labelled':
          return showLabel(done.label)
        case 'unknown':
          return refuse(
            404,
            `There is no turn ${params.id}: a text’s trace and GET /api/admin/ai/agreement give its id.`,
          )
        case 'no-input':
          return refuse(
            409,
            'This turn was kept without what it was decided from, so it can be no case: label another.',
          )
      }
    }),
  ]
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

function named(expect: object): Expectation {
  return Object.fromEntries(Object.entries(expect).filter(([, value]) => value !== undefined))
}

function showAgreement(rows: readonly agreement.AgreementRow[]) {
  const of = (by: agreement.AgreementRow['by']) => rows.filter((row) => row.by === by)
  return {
    ...(of('total').map(ratesOf)[0] ?? nothing),
    byIntent: of('intent').map((row) => ({ intent: row.intent ?? '', ...ratesOf(row) })),
    byDay: of('day').map((row) => ({ day: row.day ?? '', ...ratesOf(row) })),
    byClient: of('client').map((row) => ({
      clientId: row.clientId ?? '',
      businessName: row.businessName ?? '',
      ...ratesOf(row),
    })),
    byBrain: of('brain').map((row) => ({ otherBrain: row.brain ?? ('rules' as const), ...ratesOf(row) })),
  }
}

const none = { compared: 0, agreed: 0 }
const nothing = { turns: 0, sentinel: none, dial: none, flow: none, decision: none }

function ratesOf(row: agreement.AgreementRow) {
  return {
    turns: row.turns,
    sentinel: { compared: row.sentinelCompared, agreed: row.sentinelAgreed },
    dial: { compared: row.dialCompared, agreed: row.dialAgreed },
    flow: { compared: row.flowCompared, agreed: row.flowAgreed },
    decision: { compared: row.decisionCompared, agreed: row.decisionAgreed },
  }
}

function showDisagreement(row: agreement.DisagreementRow): Disagreement {
  const { sameSentinel, sameDial, sameFlow, sameDecision, turn } = row
  const same = { sentinel: sameSentinel, dial: sameDial, flow: sameFlow, decision: sameDecision }
  const { trace, label } = turn
  const input = (trace as { input?: unknown } | null)?.input
  return {
    turnId: row.turnId,
    clientId: row.clientId,
    at: row.turnAt,
    otherBrain: row.brain === 'ai' ? 'ai' : 'rules',
    differs: Object.entries(same).flatMap(([question, agreed]) => (agreed === false ? [question] : [])),
    texts: readStoredTurn(input)?.texts.map((text) => text.body) ?? [],
    other: row.answers as Disagreement['other'],
    trace: trace as Disagreement['trace'],
    label: label && showLabel(label),
  }
}

function showLabel(label: LabelRow): Label {
  return { ...label, expect: label.expect as Label['expect'] }
}
