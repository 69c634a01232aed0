/** Orders one handset's texts as its screen shows them: days, and who is on the other side. */
import type { HandsetMessage } from '../wire/handset-texts.ts'
import type { Thread } from './thread.ts'

export interface Line {
  text: HandsetMessage
  /** Seen from the handset. */
  direction: 'in' | 'out'
  /** Our number on the other side. */
  other: string
  /** The first of its day. */
  opensDay: boolean
  /** The first of a run with this number. */
  opensRun: boolean
}

export function timelineOf(thread: Thread, phone: string): Line[] {
  const texts = [...thread.texts.values()]
    .filter(({ from, to }) => from === phone || to === phone)
    .sort((a, b) => a.dateCreated.localeCompare(b.dateCreated))
  return texts.map((text, index) => {
    const before = texts[index - 1]
    const other = otherSide(text, phone)
    return {
      text,
      direction: text.from === phone ? 'out' : 'in',
      other,
      opensDay: !before || dayOf(before.dateCreated) !== dayOf(text.dateCreated),
      opensRun: !before || otherSide(before, phone) !== other,
    }
  })
}

function otherSide(text: HandsetMessage, phone: string): string {
  return text.from === phone ? text.to : text.from
}

function dayOf(iso: string): string {
  return new Date(iso).toDateString()
}

/** `Today`, `Yesterday`, or the day written out, in the reader's own zone. */
export function dayName(iso: string, now: Date): string {
  const day = new Date(iso)
  if (day.toDateString() === now.toDateString()) return 'Today'
  const yesterday = new Date(now)
  yesterday.setDate(now.getDate() - 1)
  if (day.toDateString() === yesterday.toDateString()) return 'Yesterday'
  return day.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
}

export function clockTime(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}
