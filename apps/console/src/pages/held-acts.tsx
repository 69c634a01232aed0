// Wording a held text anew, letting held texts go and dropping them, as many as are ticked, and what became of each.
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { changeHeld, dropHeld, type listHeld, releaseHeld } from '@jobrun/contracts/held'
import { useState } from 'react'
import { tell } from '../parts/news.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { type Each, useChange, useEach } from '../wire/answers.ts'
import { plural, sizeOf } from '../words/numbers.ts'

export type HeldText = OutputOf<typeof listHeld>['items'][number]

/** Those of many that were refused, each reason once with how many it kept. */
export function Stayed({ why, onClose }: { why: Each['refused']; onClose: () => void }) {
  return (
    <section className="card" role="alert">
      <p>
        <b>{plural(why.length, 'text')} stayed as they were.</b>
      </p>
      <ul>
        {[...new Set(why)].map((reason) => (
          <li key={reason}>
            {plural(why.filter((one) => one === reason).length, 'text')}: {reason}
          </li>
        ))}
      </ul>
      <button type="button" className="button" onClick={onClose}>
        I have read this
      </button>
    </section>
  )
}

interface Acting {
  texts: readonly HeldText[]
  onClose: () => void
  onDone: (each: Each) => void
}

export function ReleaseDialog({ texts, onClose, onDone }: Acting) {
  const lapsed = texts.filter((one) => one.lapsed).length
  const [evenIfLapsed, setEven] = useState(false)
  const release = useEach(releaseHeld)
  return (
    <ReasonDialog
      title={`Release ${plural(texts.length, 'text')}?`}
      act="Release"
      change={release}
      onClose={onClose}
      onAct={(reason) =>
        release.mutate(
          texts.map(({ id }) => ({ params: { id }, body: { reason, evenIfLapsed } })),
          {
            onSuccess: (each) => {
              tell(`${plural(each.done, 'text')} on the way.`)
              onDone(each)
            },
          },
        )
      }
    >
      <p>The gate is asked again as each leaves: whoever has opted out meanwhile is not texted.</p>
      {lapsed > 0 && (
        <label className="check">
          <input type="checkbox" checked={evenIfLapsed} onChange={(event) => setEven(event.target.checked)} />
          {lapsed === 1 ? 'Also the one' : `Also the ${lapsed}`} that waited for over 30 minutes
        </label>
      )}
    </ReasonDialog>
  )
}

export function EditDialog({ text, onClose }: { text: HeldText; onClose: () => void }) {
  const [words, setWords] = useState(text.body)
  const change = useChange(changeHeld)
  return (
    <ReasonDialog
      title="Word this text anew"
      act="Keep it so"
      change={change}
      onClose={onClose}
      onAct={(reason) =>
        change.mutate(
          { params: { id: text.id }, body: { body: words, was: text.body, reason } },
          {
            onSuccess: () => {
              tell('Worded anew. It stays held until it is released.')
              onClose()
            },
          },
        )
      }
    >
      <div className="field">
        <label htmlFor="words">The text</label>
        <textarea
          id="words"
          className="input"
          rows={5}
          maxLength={1_600}
          required
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <small>{sizeOf(words)}</small>
      </div>
    </ReasonDialog>
  )
}

export function DropDialog({ texts, onClose, onDone }: Acting) {
  const drop = useEach(dropHeld)
  return (
    <ReasonDialog
      title={`Drop ${plural(texts.length, 'text')}?`}
      act="Drop"
      kind="danger"
      change={drop}
      onClose={onClose}
      onAct={(reason) =>
        drop.mutate(
          texts.map(({ id }) => ({ params: { id }, body: { reason } })),
          {
            onSuccess: (each) => {
              tell(`${plural(each.done, 'text')} dropped.`)
              onDone(each)
            },
          },
        )
      }
    >
      <p>They are kept on record and never leave.</p>
    </ReasonDialog>
  )
}
