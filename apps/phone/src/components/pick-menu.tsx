// A button that opens a short list of things to pick. Escape, a click elsewhere, or picking closes it.
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

interface PickItem {
  key: string
  title: string
  note: string | null
}

export interface PickMenuProps {
  /** The button's name; also shown, where `shown` says so. */
  name: string
  icon: ReactNode
  shown?: string
  intro?: string
  opens: 'up' | 'down'
  items: readonly PickItem[]
  onPick: (index: number) => void
}

export function PickMenu({ name, icon, shown, intro, opens, items, onPick }: PickMenuProps) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const listId = useId()
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
  return (
    <div className="pick-menu" data-opens={opens} ref={root}>
      <button
        type="button"
        ref={button}
        className={shown ? 'pill' : 'round'}
        aria-label={name}
        title={name}
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setOpen(!open)}
      >
        {icon}
        {shown && <span>{shown}</span>}
      </button>
      {open && (
        <div className="pick-list" id={listId}>
          {intro && <p>{intro}</p>}
          <ul aria-label={name}>
            {items.map((item, index) => (
              <li key={item.key}>
                <button
                  type="button"
                  className="pick-item"
                  onClick={() => {
                    setOpen(false)
                    onPick(index)
                  }}
                >
                  {item.title}
                  {item.note && <small>{item.note}</small>}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
