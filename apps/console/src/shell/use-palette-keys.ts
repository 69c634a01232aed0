// ⌘K or Ctrl-K opens the palette from anywhere; g and a letter go to a page.
import { useEffect, useRef } from 'react'
import { useKeys } from '../parts/use-keys.ts'
import type { Over } from './over.ts'
import { type Place, places } from './places.ts'

/** How long a g waits for its letter. */
const PAIR_MS = 1_500

export function usePaletteKeys(setOver: (over: Over) => void, go: (to: Place['to']) => void): void {
  const pressedG = useRef(0)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      setOver('palette')
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [setOver])
  const afterG = Object.fromEntries(
    places.map(({ key, to }) => [
      key,
      (event: KeyboardEvent) => {
        if (event.timeStamp - pressedG.current > PAIR_MS) return
        pressedG.current = Number.NEGATIVE_INFINITY
        event.preventDefault()
        go(to)
      },
    ]),
  )
  useKeys({ ...afterG, g: (event) => (pressedG.current = event.timeStamp) })
}
