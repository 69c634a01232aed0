// Texts that are kept from leaving: worded anew, let go or dropped, one by one or as many as are ticked.

import { listHeld, releaseHeld } from '@jobrun/contracts/held'
import { useState } from 'react'
import { ClientMoment } from '../parts/client-moment.tsx'
import { ClientName } from '../parts/client-name.tsx'
import { Mark } from '../parts/mark.tsx'
import { Page } from '../parts/page.tsx'
import { AskablePhone } from '../parts/phone.tsx'
import { ReadOn } from '../parts/read-on.tsx'
import { Answered, Empty } from '../parts/states.tsx'
import { WithNumbers } from '../parts/with-numbers.tsx'
import { type Each, usePages } from '../wire/answers.ts'
import { useMay } from '../wire/may.ts'
import { purposeWords, reasonWords } from '../words/codes.ts'
import { DropDialog, EditDialog, type HeldText, ReleaseDialog, Stayed } from './held-acts.tsx'

export function Held() {
  const found = usePages(listHeld, { query: { limit: '50' } })
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState<'release' | 'drop' | null>(null)
  const [edited, setEdited] = useState<HeldText | null>(null)
  const [stayed, setStayed] = useState<Each['refused']>([])
  const may = useMay(releaseHeld)
  const chosen = found.items.filter(({ id }) => ticked.has(id))
  const tick = (id: string, on: boolean) =>
    setTicked((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)))
  const all = found.items.length > 0 && chosen.length === found.items.length
  const close = () => setAsked(null)
  const finish = (each: Each) => {
    setStayed(each.refused)
    setTicked(new Set())
    close()
  }
  return (
    <Page title="Held" about="Texts that wait for a person, because texts are paused or the account has trouble.">
      {may && found.items.length > 0 && (
        <section className="filters" aria-label="With the ticked">
          <label className="check">
            <input
              type="checkbox"
              checked={all}
              onChange={(event) => setTicked(new Set(event.target.checked ? found.items.map(({ id }) => id) : []))}
            />
            All that are shown
          </label>
          <button
            type="button"
            className="button"
            data-kind="firm"
            disabled={chosen.length === 0}
            onClick={() => setAsked('release')}
          >
            Release {chosen.length > 0 ? chosen.length : ''}…
          </button>
          <button
            type="button"
            className="button"
            data-kind="danger"
            disabled={chosen.length === 0}
            onClick={() => setAsked('drop')}
          >
            Drop {chosen.length > 0 ? chosen.length : ''}…
          </button>
        </section>
      )}
      {stayed.length > 0 && <Stayed why={stayed} onClose={() => setStayed([])} />}
      <div className="card">
        <Answered of={found} what="what is held">
          {() =>
            found.items.length === 0 ? (
              <Empty title="Nothing is held.">
                <p>When texts of a client are paused, they wait here until somebody lets them go or drops them.</p>
              </Empty>
            ) : (
              <ul className="held-list">
                {found.items.map((one) => (
                  <Row
                    key={one.id}
                    one={one}
                    isTicked={ticked.has(one.id)}
                    onTick={(on) => tick(one.id, on)}
                    onEdit={may ? () => setEdited(one) : null}
                  />
                ))}
              </ul>
            )
          }
        </Answered>
        <ReadOn of={found} />
      </div>
      {edited && <EditDialog text={edited} onClose={() => setEdited(null)} />}
      {asked === 'release' && <ReleaseDialog texts={chosen} onClose={close} onDone={finish} />}
      {asked === 'drop' && <DropDialog texts={chosen} onClose={close} onDone={finish} />}
    </Page>
  )
}

interface RowOf {
  one: HeldText
  isTicked: boolean
  onTick: (on: boolean) => void
  /** null: whoever looks may not. */
  onEdit: (() => void) | null
}

function Row({ one, isTicked, onTick, onEdit }: RowOf) {
  return (
    <li data-row="">
      <label className="check">
        <input type="checkbox" checked={isTicked} onChange={(event) => onTick(event.target.checked)} />
        <span className="held-text">
          <span className="held-head">
            <strong>
              <ClientName id={one.clientId} />
            </strong>
            <span className="soft">
              {purposeWords[one.purpose] ?? one.purpose} to <AskablePhone number={one.to} />
            </span>
            {one.lapsed && <Mark tone="warn">Over 30 minutes old</Mark>}
            <span className="soft">
              <ClientMoment client={one.clientId} at={one.heldAt} />
              {one.reason && `, because ${reasonWords(one.reason)}`}
            </span>
          </span>
          <span className="said">
            <WithNumbers>{one.body}</WithNumbers>
          </span>
        </span>
      </label>
      {onEdit && (
        <button type="button" className="button" data-kind="quiet" onClick={onEdit}>
          Edit…
        </button>
      )}
    </li>
  )
}
