// Every change by hand: who, what, before and after, and why.
import { listAuditLog } from '@jobrun/contracts/audit-log'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { ClientMoment } from '../parts/client-moment.tsx'
import { ClientName } from '../parts/client-name.tsx'
import { ClientPicker } from '../parts/client-picker.tsx'
import { Page } from '../parts/page.tsx'
import { ReadOn } from '../parts/read-on.tsx'
import { Answered, Empty } from '../parts/states.tsx'
import { WithNumbers } from '../parts/with-numbers.tsx'
import { usePages } from '../wire/answers.ts'
import { spoken } from '../words/codes.ts'

const route = getRouteApi('/framed/audit')
type Entry = OutputOf<typeof listAuditLog>['items'][number]

export function Audit() {
  const { client } = route.useSearch()
  const navigate = useNavigate()
  const found = usePages(listAuditLog, { query: { limit: '50', clientId: client } })
  return (
    <Page
      title="Audit"
      about="Every change by hand, the latest first."
      actions={
        <ClientPicker value={client} onPick={(picked) => void navigate({ to: '/audit', search: { client: picked } })} />
      }
    >
      <div className="card">
        <Answered of={found} what="the changes">
          {() =>
            found.items.length === 0 ? (
              <Empty title="Nothing was changed by hand." />
            ) : (
              <ul className="log-lines roomy">
                {found.items.map((one) => (
                  <Line key={one.id} one={one} />
                ))}
              </ul>
            )
          }
        </Answered>
        <ReadOn of={found} />
      </div>
    </Page>
  )
}

function Line({ one }: { one: Entry }) {
  return (
    <li data-row="">
      <p>
        <ClientMoment client={one.clientId} at={one.createdAt} />{' '}
        <strong>{spoken(one.action.replace('.', ': '))}</strong> <span className="soft">by {one.actor}</span>{' '}
        {one.clientId ? <ClientName id={one.clientId} linked /> : <span className="soft">{one.subjectId}</span>}
      </p>
      {one.reason && (
        <p className="said">
          <WithNumbers>{`“${one.reason}”`}</WithNumbers>
        </p>
      )}
      <details>
        <summary>Before and after</summary>
        <div className="two">
          <pre className="said">
            <WithNumbers>{written(one.before)}</WithNumbers>
          </pre>
          <pre className="said">
            <WithNumbers>{written(one.after)}</WithNumbers>
          </pre>
        </div>
      </details>
    </li>
  )
}

function written(value: unknown): string {
  return value === null ? 'nothing' : JSON.stringify(value, null, 2)
}
