// Leads as a board: a column a state, each with how long it is open and what is known.

import { exportLeads } from '@jobrun/contracts/exports'
import { listLeads } from '@jobrun/contracts/leads'
import { leadStates } from '@jobrun/domain/pipeline/turn'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ClientMoment } from '../parts/client-moment.tsx'
import { ClientName } from '../parts/client-name.tsx'
import { ClientPicker } from '../parts/client-picker.tsx'
import { ExportLink } from '../parts/export-link.tsx'
import { Mark } from '../parts/mark.tsx'
import { Page } from '../parts/page.tsx'
import { AskablePhone } from '../parts/phone.tsx'
import { ReadOn } from '../parts/read-on.tsx'
import { Answered, Empty } from '../parts/states.tsx'
import { usePages } from '../wire/answers.ts'
import { leadTone, spoken } from '../words/codes.ts'
import type { Lead } from './lead.ts'
import { LeadDialog } from './lead-dialog.tsx'

const route = getRouteApi('/framed/leads')
/** What is urgent first. */
const columns = ['URGENT', ...leadStates.filter((state) => state !== 'URGENT')] as const

export function Leads() {
  const { client } = route.useSearch()
  const navigate = useNavigate()
  const found = usePages(listLeads, { query: { clientId: client ?? 'all', limit: '100' } })
  const [open, setOpen] = useState<Lead | null>(null)
  return (
    <Page
      title="Leads"
      actions={
        <>
          <ClientPicker
            value={client}
            onPick={(picked) => void navigate({ to: '/leads', search: { client: picked } })}
          />
          <ExportLink of={exportLeads} client={client} />
        </>
      }
    >
      <Answered of={found} what="the leads">
        {() =>
          found.items.length === 0 ? (
            <div className="card">
              <Empty title="No leads yet.">
                <p>A lead begins when a customer texts about a job.</p>
              </Empty>
            </div>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
            <section className="board" tabIndex={0} aria-label="Leads by state">
              {columns.map((state) => (
                <Column
                  key={state}
                  state={state}
                  leads={found.items.filter((one) => one.state === state)}
                  onOpen={setOpen}
                />
              ))}
            </section>
          )
        }
      </Answered>
      <ReadOn of={found} />
      {open && <LeadDialog lead={open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function Column({ state, leads, onOpen }: { state: string; leads: readonly Lead[]; onOpen: (lead: Lead) => void }) {
  return (
    <section className="board-column" aria-label={spoken(state)}>
      <h2>
        <Mark tone={leadTone(state)}>{spoken(state)}</Mark> <span className="soft">{leads.length}</span>
      </h2>
      <ul>
        {leads.map((lead) => (
          <li key={lead.id} className="card lead" data-row="">
            <p className="lead-top">
              <strong>{lead.jobType ?? 'Job not known'}</strong>
              <ClientMoment client={lead.clientId} at={lead.openedAt} as="age" />
            </p>
            <p>
              {[lead.name, lead.location, lead.requestedTime].filter((fact) => fact !== null).join(' · ') ||
                'No facts yet'}
            </p>
            <p className="soft">
              <ClientName id={lead.clientId} /> <AskablePhone number={lead.phone} />
            </p>
            <p className="lead-foot">
              <Link to="/conversations/$id" params={{ id: lead.conversationId }} search={{ client: undefined }}>
                Conversation
              </Link>
              <button type="button" className="button" data-small="" onClick={() => onOpen(lead)}>
                Correct…
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
