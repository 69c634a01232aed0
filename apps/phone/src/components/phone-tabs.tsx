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

export function PhoneTabs({ handsets, seen, thread: { latest }, onPick }: PhoneTabsProps) {
  const [news, setNews] = useState<ReadonlySet<string>>(new Set())
  const arrivedAt = handsets.find(({ number }) => number === latest?.to)?.id
  const latestSid = latest?.sid
  useEffect(() => {
    if (latestSid && arrivedAt) setNews((before) => new Set(before).add(arrivedAt))
  }, [latestSid, arrivedAt])
  const allSeen = handsets.every(({ id }) => seen.includes(id))
  return (
    <nav className="phone-tabs" aria-label="Phones" data-needed={allSeen ? 'no' : 'yes'}>
      {handsets.map((handset) => {
        const inSight = seen.includes(handset.id)
        const hasNews = news.has(handset.id) && !inSight
        return (
          <button
            key={handset.id}
            type="button"
            data-role={handset.role}
            aria-current={inSight ? 'true' : undefined}
            onClick={() => {
              setNews((before) => new Set([...before].filter((id) => id !== handset.id)))
              onPick(handset)
            }}
          >
            {handset.label}
            {hasNews && <span className="news">new</span>}
          </button>
        )
      })}
    </nav>
  )
}
