// All clients: found by a word, told apart by where they stand. What is asked for stands in the address.
import { listClients } from '@jobrun/contracts/clients'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useState } from 'react'
import { Moment } from '../parts/moment.tsx'
import { Page } from '../parts/page.tsx'
import { AskablePhone } from '../parts/phone.tsx'
import { ReadOn } from '../parts/read-on.tsx'
import { Answered, Empty } from '../parts/states.tsx'
import type { Client } from '../parts/use-client.ts'
import { useKeys } from '../parts/use-keys.ts'
import { usePages } from '../wire/answers.ts'
import { ClientMarks } from './client/client-marks.tsx'

const route = getRouteApi('/framed/clients')
const shows = [
  { show: undefined, title: 'All' },
  { show: 'live', title: 'Signed up' },
  { show: 'new', title: 'Signing up' },
] as const

export function Clients() {
  const { search, show } = route.useSearch()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(search ?? '')
  const asked = useDeferredValue(typed)
  useEffect(() => {
    void navigate({ to: '/clients', search: { search: asked || undefined, show }, replace: true })
  }, [asked, show, navigate])
  const signedUp = show === 'live' ? 'true' : show === 'new' ? 'false' : undefined
  const found = usePages(listClients, { query: { limit: '50', search, signedUp } })
  useKeys({
    '/': (event) => {
      event.preventDefault()
      document.getElementById('client-search')?.focus()
    },
  })
  return (
    <Page title="Clients">
      <div className="filters">
        <div className="field search">
          <label htmlFor="client-search" className="unseen">
            Search
          </label>
          <input
            id="client-search"
            type="search"
            className="input"
            placeholder="Name, owner or number ( / )"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <nav className="choices" aria-label="Where they stand">
          {shows.map((one) => (
            <Link
              key={one.title}
              to="/clients"
              search={{ search, show: one.show }}
              className="choice"
              {...(one.show === show ? { 'aria-current': 'true' as const } : {})}
            >
              {one.title}
            </Link>
          ))}
        </nav>
      </div>
      <div className="card">
        <Answered of={found} what="the clients">
          {() =>
            found.items.length === 0 ? (
              <Empty title="No client is like that.">
                <p>Search for less, or choose All. Owners sign up by texting the sign-up number.</p>
              </Empty>
            ) : (
              <Table clients={found.items} />
            )
          }
        </Answered>
        <ReadOn of={found} />
      </div>
    </Page>
  )
}

function Table({ clients }: { clients: readonly Client[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="table-around" tabIndex={0} aria-label="Clients">
      <table>
        <thead>
          <tr>
            <th scope="col">Business</th>
            <th scope="col">Stands</th>
            <th scope="col">Their number</th>
            <th scope="col">Owner</th>
            <th scope="col">Since</th>
          </tr>
        </thead>
        <tbody>
          {clients.map((client) => (
            <tr key={client.id} data-row="">
              <td>
                <Link to="/clients/$id" params={{ id: client.id }} className="strong">
                  {client.businessName}
                </Link>
              </td>
              <td>
                <ClientMarks client={client} />
              </td>
              <td>
                {client.twilioNumber ? (
                  <AskablePhone number={client.twilioNumber} />
                ) : (
                  <span className="soft">none</span>
                )}
              </td>
              <td>
                {client.ownerName ?? <span className="soft">not told</span>}{' '}
                <AskablePhone number={client.phoneNumber} />
              </td>
              <td>
                <Moment at={client.createdAt} zone={client.timezone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
