// Something that a button opens: Escape, a click elsewhere, or moving the focus elsewhere closes it.
import { type RefObject, useEffect, useRef, useState } from 'react'

interface Opened {
  open: boolean
  setOpen: (open: boolean) => void
  root: RefObject<HTMLDivElement | null>
  button: RefObject<HTMLButtonElement | null>
}

export function useOpened(): Opened {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const onElsewhere = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('pointerdown', onElsewhere)
    document.addEventListener('focusin', onElsewhere)
    document.addEventListener('keydown', onEscape, true)
    return () => {
      document.removeEventListener('pointerdown', onElsewhere)
      document.removeEventListener('focusin', onElsewhere)
      document.removeEventListener('keydown', onEscape, true)
    }
  }, [open])
  return { open, setOpen, root, button }
}
