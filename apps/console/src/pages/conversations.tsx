// The inbox: who has texted or rung, the latest first, and beside it the conversation that is open.
import { listConversations } from '@jobrun/contracts/conversations'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { exportConversations } from '@jobrun/contracts/exports'
import { getRouteApi, Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ClientMoment } from '../parts/client-moment.tsx'
import { ClientName } from '../parts/client-name.tsx'
import { ClientPicker } from '../parts/client-picker.tsx'
import { ExportLink } from '../parts/export-link.tsx'
import { Mark } from '../parts/mark.tsx'
import { Phone } from '../parts/phone.tsx'
import { ReadOn } from '../parts/read-on.tsx'
import { Answered, Empty } from '../parts/states.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { WithNumbers } from '../parts/with-numbers.tsx'
import { usePages } from '../wire/answers.ts'
import { leadTone, spoken } from '../words/codes.ts'

const route = getRouteApi('/framed/conversations')
type Conversation = OutputOf<typeof listConversations>['items'][number]

export function Conversations() {
  const { client } = route.useSearch()
  const navigate = useNavigate()
  const openId = useParams({ strict: false }).id
  const found = usePages(listConversations, { query: { clientId: client ?? 'all', limit: '50' } })
  useEffect(() => {
    if (!openId) document.title = 'Conversations · JobRun'
  }, [openId])
  const step = (event: KeyboardEvent, by: number) => {
    event.preventDefault()
    const at = found.items.findIndex(({ id }) => id === openId)
    const next = found.items[at === -1 ? 0 : Math.min(found.items.length - 1, Math.max(0, at + by))]
    if (next) void navigate({ to: '/conversations/$id', params: { id: next.id }, search: { client } })
  }
  useKeys({ j: (event) => step(event, 1), k: (event) => step(event, -1) })
  return (
    <div className="talk" {...(openId ? { 'data-open': '' } : {})}>
      <section className="inbox" aria-label="Conversations">
        <header className="inbox-head">
          <h1>Conversations</h1>
          <ClientPicker
            value={client}
            withOwners
            onPick={(picked) => void navigate({ to: '/conversations', search: { client: picked } })}
          />
          {client !== 'none' && <ExportLink of={exportConversations} client={client} />}
        </header>
        <Answered of={found} what="the conversations">
          {() =>
            found.items.length === 0 ? (
              <Empty title="Nobody has texted yet.">
                <p>Text a client's number, from the phones page of the demo for instance, and it appears here.</p>
              </Empty>
            ) : (
              <ul className="inbox-list">
                {found.items.map((one) => (
                  <Row key={one.id} one={one} client={client} isOpen={one.id === openId} />
                ))}
              </ul>
            )
          }
        </Answered>
        <ReadOn of={found} />
      </section>
      {openId ? <Outlet /> : <Choose />}
    </div>
  )
}

function Choose() {
  return (
    <div className="talk-none">
      <Empty title="Choose a conversation.">
        <p>
          <span className="kbd">j</span> and <span className="kbd">k</span> go down and up,{' '}
          <span className="kbd">r</span> replies, <span className="kbd">w</span> tells why we answered as we did.
        </p>
      </Empty>
    </div>
  )
}

function Row({ one, client, isOpen }: { one: Conversation; client: string | undefined; isOpen: boolean }) {
  return (
    <li>
      <Link
        to="/conversations/$id"
        params={{ id: one.id }}
        search={{ client }}
        className="inbox-row"
        {...(isOpen ? { 'aria-current': 'true' } : {})}
      >
        <span className="inbox-top">
          <strong>
            <Phone number={one.phone} />
          </strong>
          <ClientMoment client={one.clientId} at={one.lastText?.at ?? one.lastTextAt} as="age" />
        </span>
        <span className="inbox-said">
          <WithNumbers bare>
            {one.lastText
              ? `${one.lastText.direction === 'out' ? 'We: ' : ''}${one.lastText.body || 'a photo'}`
              : 'A call'}
          </WithNumbers>
        </span>
        <span className="inbox-foot">
          <ClientName id={one.clientId} />
          {one.openLead && <Mark tone={leadTone(one.openLead.state)}>{spoken(one.openLead.state)}</Mark>}
          {one.optedOut && <Mark tone="warn">Opted out</Mark>}
        </span>
      </Link>
    </li>
  )
}
