// A button that opens a short list of things to pick; picking closes it.
import { type ReactNode, useId } from 'react'
import { useOpened } from './use-opened.ts'

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
  const { open, setOpen, root, button } = useOpened()
  const listId = useId()
  return (
    <div className="pick-menu" data-opens={opens} ref={root}>
      <button
        type="button"
        ref={button}
        className={shown ? 'pill' : 'round'}
        aria-label={shown ? undefined : name}
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
