// j and k move a mark through a list, Enter opens what it is on.
import { useEffect, useState } from 'react'
import { useKeys } from './use-keys.ts'

/** -1: nothing is marked yet. */
export function useListKeys(count: number, open: (at: number) => void): number {
  const [here, setHere] = useState(-1)
  const step = (by: number) => setHere((at) => Math.min(count - 1, Math.max(0, at + by)))
  const enter = (event: KeyboardEvent) => {
    if (here < 0 || here >= count || (event.target instanceof Element && event.target.closest('a, button'))) return
    event.preventDefault()
    open(here)
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    Enter: enter,
  })
  useEffect(() => {
    if (here >= 0) document.querySelector('[data-here]')?.scrollIntoView({ block: 'nearest' })
  }, [here])
  return here
}
