// A button that opens a short list of things to pick; picking closes it.
import { Fragment, type ReactNode, useId } from 'react'
import { useOpened } from './use-opened.ts'

interface PickItem {
  key: string
  title: string
  note: string | null
  /** Items of one group follow one another, below its name. */
  group?: string
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
          {groupsOf(items).map(([group, members]) => (
            <Fragment key={group}>
              {group && <h2>{group}</h2>}
              <ul aria-label={group || name}>
                {members.map(({ item, index }) => (
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
            </Fragment>
          ))}
        </div>
      )}
    </div>
  )
}

function groupsOf(items: readonly PickItem[]): [string, { item: PickItem; index: number }[]][] {
  return [
    ...Map.groupBy(
      items.map((item, index) => ({ item, index })),
      ({ item }) => item.group ?? '',
    ),
  ]
}
