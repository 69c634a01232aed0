// What a page shows while it has nothing: it is coming, it failed, or there is none. Each says what to do.
import type { ReactNode } from 'react'
import { NotAnswered } from '../wire/ask.ts'

export function Waiting({ what }: { what: string }) {
  return (
    <p className="waiting" role="status">
      Fetching {what}…
    </p>
  )
}

export function Trouble({ error, again }: { error: Error; again?: () => void }) {
  return (
    <div className="trouble" role="alert">
      <strong>{titleOf(error)}</strong>
      <p>{error.message}</p>
      {again && (
        <button type="button" className="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  )
}

function titleOf(error: Error): string {
  const status = error instanceof NotAnswered ? error.status : undefined
  if (status === null) return 'Nobody answers.'
  if (status === 403) return 'This is not open to you.'
  if (status === 404) return 'It is not there.'
  if (status === 409) return 'It stands differently by now.'
  if (status === 429) return 'Too much at once: wait a minute.'
  return 'That did not work.'
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children}
    </div>
  )
}

export interface Found<T> {
  data: T | undefined
  error: NotAnswered | null
  isPending: boolean
  refetch: () => unknown
}

/** A question's answer once it is there. What is old stays on the screen while a new answer fails. */
export function Answered<T>({ of, what, children }: { of: Found<T>; what: string; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return children(of.data)
  if (of.error) return <Trouble error={of.error} again={() => void of.refetch()} />
  return <Waiting what={what} />
}
