/** What operators take away as files. Each is in the audit log from the moment it begins, whether or not it is read whole. */
import type { InputOf } from '@jobrun/contracts/endpoint'
import * as contract from '@jobrun/contracts/exports'
import { auditExport } from '@jobrun/db/operator/audit'
import { findClient } from '@jobrun/db/operator/clients'
import {
  type ExportOf,
  everyLead,
  everythingSaid,
  type LeadExportRow,
  type SaidRow,
} from '@jobrun/db/operator/export-rows'
import { whoseIds } from '@jobrun/db/operator/whose'
import type { Pool } from '@jobrun/db/pool'
import type { PrismaClient } from '@jobrun/db/prisma'
import { type ContractRoute, type DownloadedFile, onFile } from '../http/contract-route.ts'
import type { Refusal } from '../http/problem.ts'
import { byCaller } from './by.ts'
import { refuseUnknownClient } from './conflict-words.ts'
import { whose } from './whose.ts'
import { type Columns, writeCsv } from './write-csv.ts'

export interface ExportDeps {
  prisma: PrismaClient
  pool: Pool
  now: () => Date
}

export function exportRoutes(deps: ExportDeps): ContractRoute[] {
  const { pool } = deps
  return [
    onFile(contract.exportConversations, ({ query }) =>
      download(deps, query, { what: 'conversations', write: (of) => writeCsv(saidColumns, everythingSaid(pool, of)) }),
    ),
    onFile(contract.exportLeads, ({ query }) =>
      download(deps, query, { what: 'leads', write: (of) => writeCsv(leadColumns, everyLead(pool, of)) }),
    ),
  ]
}

async function download(
  { prisma, now }: ExportDeps,
  query: InputOf<typeof contract.exportLeads>['query'],
  { what, write }: { what: 'conversations' | 'leads'; write: (of: ExportOf) => AsyncIterable<string> },
): Promise<DownloadedFile | Refusal> {
  const clientId = query.clientId === 'all' ? null : query.clientId
  if (clientId && !(await findClient(prisma, clientId))) return refuseUnknownClient(clientId)
  const between = { from: query.from ?? null, to: query.to ?? null }
  const by = byCaller(null, now())
  await auditExport(prisma, by, { what, clientId, ...between })
  return {
    name: `jobrun-${what}-${clientId ?? 'all'}-${by.now.toISOString().slice(0, 10)}.csv`,
    pieces: write({ clientIds: whoseIds(whose(query.clientId)), ...between }),
  }
}

const saidColumns: Columns<SaidRow> = [
  ['conversation', (row) => row.conversation_id],
  ['client', (row) => row.client_id],
  ['our number', (row) => row.our_number],
  ['phone', (row) => row.phone],
  ['kind', (row) => row.kind],
  ['at', (row) => row.at],
  ['words', (row) => row.words],
  ['media', (row) => row.media],
  ['purpose', (row) => row.purpose],
  ['state', (row) => row.state],
  ['delivery', (row) => row.delivery],
  ['error', (row) => row.error_code],
  ['sid', (row) => row.sid],
]

const leadColumns: Columns<LeadExportRow> = [
  ['lead', (row) => row.id],
  ['client', (row) => row.client_id],
  ['conversation', (row) => row.conversation_id],
  ['phone', (row) => row.phone],
  ['state', (row) => row.state],
  ['name', (row) => row.name],
  ['job', (row) => row.job_type],
  ['urgency', (row) => row.urgency],
  ['location', (row) => row.location],
  ['requested time', (row) => row.requested_time],
  ['details', (row) => row.extra_details],
  ['handed over', (row) => row.handed_over],
  ['opened', (row) => row.opened_at],
  ['last text', (row) => row.last_text_at],
  ['link sent', (row) => row.link_sent_at],
  ['owner alerted', (row) => row.alerted_at],
  ['closed', (row) => row.closed_at],
]
