// One conversation: what was said, with how far each text came, why each answer is as it is, and a person's own answer.
import { getConversation, listMessages } from '@jobrun/contracts/conversations'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ClientName } from '../parts/client-name.tsx'
import { Mark } from '../parts/mark.tsx'
import { AskablePhone } from '../parts/phone.tsx'
import { ReadOn } from '../parts/read-on.tsx'
import { Answered } from '../parts/states.tsx'
import { useClient } from '../parts/use-client.ts'
import { useKeys } from '../parts/use-keys.ts'
import { Icon } from '../shell/icon.tsx'
import { useAnswer, usePages } from '../wire/answers.ts'
import { leadTone, spoken } from '../words/codes.ts'
import { Composer } from './composer.tsx'
import type { Conversation } from './conversation.ts'
import { Handover } from './handover.tsx'
import { Thread } from './thread.tsx'
import { WhyPanel } from './why-panel.tsx'

type Said = OutputOf<typeof listMessages>['items'][number]

export function Talk() {
  const id = useParams({ strict: false }).id ?? ''
  // Another conversation is another page: nothing half written or half open goes along.
  return <OneTalk key={id} id={id} />
}

function OneTalk({ id }: { id: string }) {
  const found = useAnswer(getConversation, { params: { id } })
  const watch = { everyMs: ON_ITS_WAY_MS, for: isOnItsWay }
  const thread = usePages(listMessages, { params: { id }, query: { limit: '50' } }, { watch })
  const [whySid, setWhySid] = useState<string | null>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  const latest = thread.items.find((one) => one.direction === 'out' && one.twilioSid !== null)
  const close = () => setWhySid(null)
  useKeys({
    r: (event) => {
      event.preventDefault()
      box.current?.focus()
    },
    w: () => latest?.direction === 'out' && setWhySid(latest.twilioSid),
    Escape: close,
  })
  const end = useBottom(thread.items[0]?.id)
  return (
    <>
      <section className="one-talk" aria-label="The conversation">
        <Answered of={found} what="the conversation">
          {(conversation) => (
            <>
              <Head conversation={conversation} />
              <Handover conversation={conversation} />
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
              <section className="thread-around" tabIndex={0} aria-label="What was said">
                <ReadOn of={thread} />
                <Answered of={thread} what="what was said">
                  {() => (
                    <Thread
                      items={thread.items}
                      conversation={conversation}
                      whySid={whySid}
                      onWhy={(sid) => setWhySid(sid === whySid ? null : sid)}
                    />
                  )}
                </Answered>
                <div ref={end} />
              </section>
              <Composer conversation={conversation} box={box} />
            </>
          )}
        </Answered>
      </section>
      {whySid && <WhyPanel sid={whySid} onClose={() => setWhySid(null)} />}
    </>
  )
}

/** How far a text came is nobody's event. */
const ON_ITS_WAY_MS = 2_000
const WORTH_WATCHING_MS = 10 * 60_000

function isOnItsWay(said: Said): boolean {
  if (said.direction !== 'out' || Date.now() - said.at.getTime() > WORTH_WATCHING_MS) return false
  const isUndecided = said.deliveryStatus === null || ['queued', 'sending', 'sent'].includes(said.deliveryStatus)
  return said.state === 'READY' || said.state === 'SENDING' || (said.state === 'SENT' && isUndecided)
}

/** Goes to the newest whenever there is a newer one. */
function useBottom(newestId: string | undefined) {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (newestId) end.current?.scrollIntoView({ block: 'end' })
  }, [newestId])
  return end
}

function Head({ conversation }: { conversation: Conversation }) {
  const { client: filter } = useSearch({ strict: false })
  const client = useClient(conversation.clientId)
  useEffect(() => {
    document.title = `${client?.businessName ?? 'JobRun'}: a conversation · JobRun`
  }, [client])
  return (
    <header className="talk-head">
      <Link to="/conversations" search={{ client: filter }} className="button talk-back" data-kind="quiet" data-icon="">
        <Icon name="back" />
        <span className="unseen">All conversations</span>
      </Link>
      <div className="talk-who">
        <h2>
          <AskablePhone number={conversation.phone} />
        </h2>
        <p className="soft">
          with <ClientName id={conversation.clientId} linked />
        </p>
      </div>
      <div className="marks">
        {conversation.openLead && (
          <Mark tone={leadTone(conversation.openLead.state)}>{spoken(conversation.openLead.state)}</Mark>
        )}
        {conversation.optedOut && <Mark tone="warn">Opted out</Mark>}
        {client && !client.live && <Mark tone="warn">Client is not live</Mark>}
        {client?.outboundPaused && <Mark tone="warn">Texts are held</Mark>}
      </div>
    </header>
  )
}
