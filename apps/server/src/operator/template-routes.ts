/** A client's own words in place of our templates: shown as a customer reads them, and changed. */
import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as contract from '@jobrun/contracts/templates'
import { readTemplates, setTemplate, type Templated } from '@jobrun/db/operator/templates'
import type { Pool } from '@jobrun/db/pool'
import { textBack } from '@jobrun/domain/calls/call-texts'
import { faultsOfTemplate } from '@jobrun/domain/pipeline/check-template'
import { type TemplateKind, templateKinds } from '@jobrun/domain/pipeline/client-templates'
import { holdingText, template } from '@jobrun/domain/pipeline/templates'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { refuse } from '../http/problem.ts'
import { byCaller } from './by.ts'
import { refuseUnknownClient } from './conflict-words.ts'

type Shown = OutputOf<typeof contract.changeTemplate>

export function templateRoutes({ pool, now }: { pool: Pool; now: () => Date }): ContractRoute[] {
  return [
    on(contract.listTemplates, async ({ params }) => {
      const client = await readTemplates(pool, params.id)
      return client ? { items: templateKinds.map((kind) => show(kind, client)) } : refuseUnknownClient(params.id)
    }),
    on(contract.changeTemplate, async ({ params, body: { kind, words, reason } }) => {
      const client = await readTemplates(pool, params.id)
      if (!client) return refuseUnknownClient(params.id)
      const faults = words === null ? [] : faultsOfTemplate(kind, words, client)
      const errors = faults.map((message) => ({ path: 'words', message }))
      if (errors.length > 0) return refuse(422, `words: ${faults.join(' ')}`, { errors })
      await setTemplate(pool, { clientId: params.id, kind, words }, byCaller(reason, now()))
      const { [kind]: _, ...others } = client.templates
      return show(kind, { ...client, templates: words === null ? others : { ...others, [kind]: words } })
    }),
  ]
}

function show(kind: TemplateKind, client: Templated): Shown {
  return { kind, words: client.templates[kind] ?? null, shown: shownAs(kind, client) }
}

function shownAs(kind: TemplateKind, client: Templated): string {
  const { businessName, templates } = client
  switch (kind) {
    case 'holding':
      return holdingText(businessName, templates)
    case 'text-back':
      return textBack(businessName, templates)
    case 'booking-link':
    case 'owner-will-be-in-touch':
    case 'decline': {
      const bookingUrl = client.bookingUrl ?? 'https://the.booking.link/'
      const nothing = { jobType: null, location: null, customerName: null, facts: [], open: null, texts: [] }
      return template({ ...client, bookingUrl, ...nothing, say: { kind } })
    }
  }
}
