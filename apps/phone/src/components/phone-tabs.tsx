// Where not all phones fit on the screen: one button each, with a mark where something arrived out of sight.
import { useEffect, useState } from 'react'
import type { Handset } from '../texts/handsets.ts'
import type { Thread } from '../texts/thread.ts'

export interface PhoneTabsProps {
  handsets: readonly Handset[]
  /** Ids of the phones in sight. */
  seen: readonly string[]
  thread: Thread
  onPick: (handset: Handset) => void
}

export function PhoneTabs({ handsets, seen, thread: { latestOf }, onPick }: PhoneTabsProps) {
  const [read, setRead] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    const inSight = handsets.filter(({ id }) => seen.includes(id))
    setRead(
      (before) => new Map([...before, ...inSight.map(({ number }) => [number, latestOf.get(number) ?? ''] as const)]),
    )
  }, [handsets, seen, latestOf])
  const allSeen = handsets.every(({ id }) => seen.includes(id))
  return (
    <nav className="phone-tabs" aria-label="Phones" data-needed={allSeen ? 'no' : 'yes'}>
      {handsets.map((handset) => {
        const inSight = seen.includes(handset.id)
        const latest = latestOf.get(handset.number)
        const hasNews = !inSight && latest !== undefined && latest !== read.get(handset.number)
        return (
          <button
            key={handset.id}
            type="button"
            data-role={handset.role}
            aria-current={inSight ? 'true' : undefined}
            onClick={() => onPick(handset)}
          >
            {handset.label}
            {hasNews && <span className="news">new</span>}
          </button>
        )
      })}
    </nav>
  )
}
