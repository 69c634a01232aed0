// A change that wants a reason: says what it does, asks why, and stays open with the refusal where there is one.
import { type ReactNode, useState } from 'react'
import type { NotAnswered } from '../wire/ask.ts'
import { Dialog } from './dialog.tsx'

interface Given {
  title: string
  /** The button's. */
  act: string
  kind?: 'firm' | 'danger'
  wide?: boolean
  change: { isPending: boolean; error: NotAnswered | null }
  onAct: (reason: string) => void
  onClose: () => void
  /** What it does, and further fields. */
  children?: ReactNode
}

export function ReasonDialog({ title, act, kind = 'firm', wide = false, change, onAct, onClose, children }: Given) {
  const [reason, setReason] = useState('')
  return (
    <Dialog title={title} wide={wide} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onAct(reason)
        }}
      >
        {children}
        <div className="field">
          <label htmlFor="reason">Why?</label>
          <input
            id="reason"
            className="input"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            required
            maxLength={500}
            autoComplete="off"
            autoFocus
          />
          <small>Kept in the audit log with your name.</small>
        </div>
        {change.error && (
          <p className="inline-trouble" role="alert">
            {change.error.message}
          </p>
        )}
        <div className="actions">
          <button type="button" className="button" data-kind="quiet" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button" data-kind={kind} disabled={change.isPending}>
            {change.isPending ? 'A moment…' : act}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
