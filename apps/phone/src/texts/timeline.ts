/** Orders one handset's texts as its screen shows them: days, who is on the other side, and what led to an answer. */
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

/**
 * Sids to look for a trace under: the text's own, then texts to JobRun sent before it, latest first; those of the
 * same conversation before those of others (an owner's alert is about somebody else's text).
 */
export function traceSids(thread: Thread, text: HandsetMessage): string[] {
  if (text.direction === 'in') return [text.sid]
  const earlier = [...thread.texts.values()]
    .filter((one) => one.direction === 'in' && one.dateCreated <= text.dateCreated)
    .sort((a, b) => b.dateCreated.localeCompare(a.dateCreated))
  const isSame = (one: HandsetMessage) => one.from === text.to && one.to === text.from
  const same = earlier.filter(isSame)
  return [text.sid, ...same, ...earlier.filter((one) => !isSame(one))].map((one) =>
    typeof one === 'string' ? one : one.sid,
  )
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
