// Phone numbers, hidden in their middle until somebody asks: one by itself, or all with the eye of the rail.
import { masked, spaced } from '@jobrun/words/phone-number'
import { useState, useSyncExternalStore } from 'react'

let allShown = false
const listeners = new Set<() => void>()

export function showAllNumbers(show: boolean): void {
  allShown = show
  for (const told of listeners) told()
}

export function useAllShown(): boolean {
  return useSyncExternalStore(
    (told) => {
      listeners.add(told)
      return () => listeners.delete(told)
    },
    () => allShown,
  )
}

/** Inside rows and links, where nothing more can be pressed. */
export function Phone({ number }: { number: string }) {
  return <span className="figure">{useAllShown() ? spaced(number) : masked(number)}</span>
}

export function AskablePhone({ number }: { number: string }) {
  const all = useAllShown()
  const [asked, setAsked] = useState(false)
  if (all || asked) return <span className="figure">{spaced(number)}</span>
  return (
    <button type="button" className="phone-button" onClick={() => setAsked(true)} title="Show the whole number">
      <span className="figure">{masked(number)}</span>
      <span className="unseen">, show the whole number</span>
    </button>
  )
}
