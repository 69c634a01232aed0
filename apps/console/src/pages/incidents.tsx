// What is or was wrong: taken in hand, muted, resolved.
import { acknowledgeAlert, incidentStates, listAlerts, resolveAlert } from '@jobrun/contracts/alerts'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ClientMoment } from '../parts/client-moment.tsx'
import { ClientName } from '../parts/client-name.tsx'
import { Mark } from '../parts/mark.tsx'
import { tell } from '../parts/news.tsx'
import { Page } from '../parts/page.tsx'
import { ReadOn } from '../parts/read-on.tsx'
import { Answered, Empty } from '../parts/states.tsx'
import { WithNumbers } from '../parts/with-numbers.tsx'
import { useChange, usePages } from '../wire/answers.ts'
import { spoken } from '../words/codes.ts'
import { MuteDialog } from './mute-dialog.tsx'

const route = getRouteApi('/framed/incidents')
type Incident = OutputOf<typeof acknowledgeAlert>

export function Incidents() {
  const { state: asked } = route.useSearch()
  const state = incidentStates.find((one) => one === asked)
  const found = usePages(listAlerts, { query: { limit: '50', state } })
  const [muting, setMuting] = useState<Incident | null>(null)
  return (
    <Page title="Incidents">
      <nav className="choices" aria-label="State">
        {[undefined, ...incidentStates].map((one) => (
          <Link
            key={one ?? 'all'}
            to="/incidents"
            search={{ state: one }}
            className="choice"
            {...(one === state ? { 'aria-current': 'true' as const } : {})}
          >
            {one ? spoken(one) : 'All'}
          </Link>
        ))}
      </nav>
      <Answered of={found} what="the incidents">
        {() =>
          found.items.length === 0 ? (
            <div className="card">
              <Empty title="Nothing is like that.">
                <p>The monitor looks every few minutes; what it finds appears here, and the founder is texted.</p>
              </Empty>
            </div>
          ) : (
            <ul className="stack">
              {found.items.map((one) => (
                <li key={one.id}>
                  <IncidentCard one={one} onMute={() => setMuting(one)} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
      <ReadOn of={found} />
      {muting?.clientId && <MuteDialog clientId={muting.clientId} name={muting.name} onClose={() => setMuting(null)} />}
    </Page>
  )
}

function IncidentCard({ one, onMute }: { one: Incident; onMute: () => void }) {
  const acknowledge = useChange(acknowledgeAlert)
  const resolve = useChange(resolveAlert)
  const params = { id: one.id }
  const trouble = acknowledge.error ?? resolve.error
  return (
    <article className="card incident" data-row="" data-severity={one.state === 'CLOSED' ? 'over' : one.severity}>
      <header className="card-head">
        <h2>
          <span className="soft">#{one.number}</span> {spoken(one.type)}
        </h2>
        <span className="marks">
          <Mark tone={one.severity === 'HIGH' ? 'bad' : 'warn'}>{spoken(one.severity)}</Mark>
          <Mark tone={one.state === 'CLOSED' ? 'good' : 'plain'}>{spoken(one.state)}</Mark>
        </span>
        <div className="actions">
          {one.state === 'OPEN' && (
            <button
              type="button"
              className="button"
              data-small=""
              disabled={acknowledge.isPending}
              onClick={() =>
                acknowledge.mutate(
                  { params, body: {} },
                  { onSuccess: () => tell(`#${one.number} is in hand: no reminders.`) },
                )
              }
            >
              Acknowledge
            </button>
          )}
          {one.state !== 'CLOSED' && one.clientId && (
            <button type="button" className="button" data-small="" onClick={onMute}>
              Mute…
            </button>
          )}
          {one.state !== 'CLOSED' && (
            <button
              type="button"
              className="button"
              data-small=""
              disabled={resolve.isPending}
              onClick={() =>
                resolve.mutate({ params, body: {} }, { onSuccess: () => tell(`#${one.number} is closed.`) })
              }
            >
              Resolve
            </button>
          )}
        </div>
      </header>
      <div className="card-inside">
        <p className="said">
          <strong>
            <WithNumbers>{one.name}</WithNumbers>
          </strong>
          : <WithNumbers>{one.words}</WithNumbers>
        </p>
        <p className="soft">
          Open for <ClientMoment client={one.clientId} at={one.openedAt} as="age" />, last seen{' '}
          <ClientMoment client={one.clientId} at={one.lastSeenAt} />
          {one.clientId && (
            <>
              , <ClientName id={one.clientId} linked />
            </>
          )}
          {one.mutedUntil && (
            <>
              , muted until <ClientMoment client={one.clientId} at={one.mutedUntil} />
            </>
          )}
          {one.note && <WithNumbers>{`, “${one.note}”`}</WithNumbers>}
        </p>
        {one.texts.length > 0 && (
          <details>
            <summary>What the founder was texted ({one.texts.length})</summary>
            <ul className="log-lines">
              {one.texts.map((text) => (
                <li key={text.id}>
                  <ClientMoment client={one.clientId} at={text.createdAt} />{' '}
                  <Mark tone={text.state === 'FAILED' ? 'bad' : 'plain'}>{spoken(text.state)}</Mark>{' '}
                  <span className="said">
                    <WithNumbers>{text.message}</WithNumbers>
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
        {trouble && (
          <p className="inline-trouble" role="alert">
            {trouble.message}
          </p>
        )}
      </div>
    </article>
  )
}
