// ⌘K or Ctrl-K opens the palette from anywhere; g and a letter go to a page; Escape leaves a field.
import { useEffect, useRef } from 'react'
import { isDialogOpen, isField, useKeys } from '../parts/use-keys.ts'
import type { Over } from './over.ts'
import { type Place, usePlaces } from './places.ts'

/** How long a g waits for its letter. */
const PAIR_MS = 1_500
const isMac = /Mac|iP/.test(navigator.userAgent)
export const paletteKey = isMac ? '⌘ K' : 'Ctrl K'

export function usePaletteKeys(setOver: (over: Over) => void, go: (to: Place['to']) => void): void {
  const pressedG = useRef(Number.NEGATIVE_INFINITY)
  const places = usePlaces()
  const latest = useRef({ go, places })
  latest.current = { go, places }
  useKeys({ g: (event) => (pressedG.current = event.timeStamp) })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isDialogOpen()) return
      if (event.key === 'Escape' && isField(event.target)) event.target.blur()
      if (event.key.toLowerCase() === 'k' && opensPalette(event)) {
        event.preventDefault()
        setOver('palette')
        return
      }
      const isPair = event.timeStamp - pressedG.current <= PAIR_MS && !isField(event.target)
      pressedG.current = Number.NEGATIVE_INFINITY
      const place = isPair && latest.current.places.find(({ key }) => key === event.key)
      if (!place) return
      event.preventDefault()
      latest.current.go(place.to)
    }
    // Before the page's own keys, of which k is one.
    document.addEventListener('keydown', onKey, { capture: true })
    return () => document.removeEventListener('keydown', onKey, { capture: true })
  }, [setOver])
}

/** A Mac's Ctrl-K deletes to the end of the line in which somebody writes. */
function opensPalette(event: KeyboardEvent): boolean {
  return event.metaKey || (event.ctrlKey && !(isMac && isField(event.target)))
}
