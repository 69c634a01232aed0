// What was just done, said once in the corner and to screen readers.
import { useSyncExternalStore } from 'react'

interface Said {
  id: number
  words: string
}

const SHOWN_MS = 6_000
let said: readonly Said[] = []
let last = 0
const listeners = new Set<() => void>()

function change(next: readonly Said[]): void {
  said = next
  for (const told of listeners) told()
}

export function tell(words: string): void {
  last += 1
  const id = last
  change([...said, { id, words }])
  setTimeout(() => change(said.filter((one) => one.id !== id)), SHOWN_MS)
}

export function News() {
  const shown = useSyncExternalStore(
    (told) => {
      listeners.add(told)
      return () => listeners.delete(told)
    },
    () => said,
  )
  return (
    <div className="news" role="status">
      {shown.map(({ id, words }) => (
        <p key={id}>{words}</p>
      ))}
    </div>
  )
}
