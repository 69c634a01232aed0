// Every change by hand: who, what, before and after, and why. What is asked for stands in the address.
import { listAuditLog } from '@jobrun/contracts/audit-log'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { ClientPicker } from '../parts/client-picker.tsx'
import { Page } from '../parts/page.tsx'
import { ReadOn } from '../parts/read-on.tsx'
import { Answered, Empty } from '../parts/states.tsx'
import { usePages } from '../wire/answers.ts'
import { spoken } from '../words/codes.ts'
import { AuditLine } from './audit-line.tsx'

const route = getRouteApi('/framed/audit')
const kinds = [
  'client',
  'conversation',
  'lead',
  'outbox',
  'number',
  'fact',
  'fleet',
  'incident',
  'operator',
  'token',
  'turn',
  'opt-out',
] as const

export function Audit() {
  const asked = route.useSearch()
  const { client, who, kind } = asked
  const navigate = useNavigate()
  const found = usePages(listAuditLog, { query: { limit: '50', clientId: client, actor: who, subjectType: kind } })
  const pick = (changed: Partial<typeof asked>) => void navigate({ to: '/audit', search: { ...asked, ...changed } })
  const actors = [...new Set([...found.items.map(({ actor }) => actor), ...(who ? [who] : [])])].toSorted()
  return (
    <Page
      title="Audit"
      about="Every change by hand, the latest first."
      actions={
        <>
          <Choice title="Who" value={who} of={actors} onPick={(picked) => pick({ who: picked })} />
          <Choice title="What" value={kind} of={kinds} onPick={(picked) => pick({ kind: picked })} />
          <ClientPicker value={client} onPick={(picked) => pick({ client: picked })} />
        </>
      }
    >
      <div className="card">
        <Answered of={found} what="the changes">
          {() =>
            found.items.length === 0 ? (
              <Empty title={client || who || kind ? 'Nothing like that was changed.' : 'Nothing was changed by hand.'}>
                <p>Each change that a person makes is kept here, with the reason that they gave.</p>
              </Empty>
            ) : (
              <ul className="log-lines roomy">
                {found.items.map((one) => (
                  <AuditLine key={one.id} one={one} />
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

interface Given {
  title: string
  value: string | undefined
  of: readonly string[]
  onPick: (value: string | undefined) => void
}

function Choice({ title, value, of, onPick }: Given) {
  return (
    <select
      aria-label={title}
      className="input choice-list"
      value={value ?? ''}
      onChange={(event) => onPick(event.target.value || undefined)}
    >
      <option value="">{title === 'Who' ? 'Everybody' : 'Everything'}</option>
      {of.map((one) => (
        <option key={one} value={one}>
          {title === 'Who' ? one : spoken(one === 'outbox' ? 'held texts' : one)}
        </option>
      ))}
    </select>
  )
}
