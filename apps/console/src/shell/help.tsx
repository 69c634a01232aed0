import { Dialog } from '../parts/dialog.tsx'
import { usePlaces } from './places.ts'

const keys: readonly (readonly [string, string])[] = [
  ['Ctrl K or ⌘ K', 'find a page, a client or their conversations, or do something'],
  ['j and k', 'down and up in a list'],
  ['Enter', 'open, or press, what is marked'],
  ['n', 'show or hide whole phone numbers'],
  ['r', 'reply in a conversation'],
  ['w', 'why: the trace of the latest answer'],
  ['/', 'search or filter'],
  ['Escape', 'close, or leave a field'],
  ['?', 'this'],
]

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" wide onClose={onClose}>
      <div className="two">
        <Keys of={keys} />
        <Keys of={usePlaces().map(({ key, title }) => [`g then ${key}`, title] as const)} />
      </div>
      <p className="soft">
        Times are where the client is; hold the pointer over one for yours. Phone numbers show their middle when you
        press them, or all at once with the eye.
      </p>
      <div className="actions">
        <button type="button" className="button" data-kind="firm" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  )
}

function Keys({ of }: { of: readonly (readonly [string, string])[] }) {
  return (
    <dl className="pairs">
      {of.map(([key, does]) => (
        <div key={key}>
          <dt>
            <span className="kbd">{key}</span>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}
