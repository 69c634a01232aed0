/**
 * Tells every console that is open here what has just changed. One question to the database for all of them together,
 * and none while nobody listens. An event's id is a moment, so any replica can go on from it; what was told shortly
 * before that moment may be told once more, which costs a page one more question and loses it nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveEvent } from '@jobrun/contracts/events'
import { type LiveChange, readLiveChanges } from '@jobrun/db/operator/live-changes'
import type { Pool } from '@jobrun/db/pool'

export interface LiveDeps {
  pool: Pool
  now: () => Date
  /** Told when a question failed. The lines that wanted it are closed then, and whoever listens comes back. */
  onFailure: (error: unknown) => void
}

export interface Listening {
  /** Whom they may see; null: everybody. */
  clientIds: readonly string[] | null
  /** The id of the last event that reached them. */
  after: number | null
  /** Whether they may still; asked at each beat. */
  stillMay: () => Promise<boolean>
  /** Cuts the line of somebody who does not read. */
  cut: () => void
}

export interface LiveEvents {
  /** Lines of text/event-stream until they leave, may no longer, do not read, or the service stops. */
  listen(of: Listening): AsyncGenerator<string>
  /** Ends every line. */
  stop(): void
}

const LOOK_EVERY_MS = 300
/** A row can be seen this long after the moment that stands in it: its commit, and clocks that differ. */
const LATE_MS = 3_000
/** On a machine that cannot keep up. So far back goes each tenth look. */
const VERY_LATE_MS = 30_000
const LOOKS_APART = 10
/** Of each kind in one look. */
const MOST_A_LOOK = 2_000
/** Whoever was away for longer asks for everything. */
const RESUMED_MS = 60_000
const BEAT_MS = 10_000
/** Of events that somebody has not read; more than these, they are to ask for everything. */
const MOST_UNREAD = 2_000
/** Whoever has left something unread for longer does not read. */
const UNREAD_MS = 5_000

interface Line extends Listening {
  unread: string[]
  /** Of the oldest unread, on the clock of the process. */
  unreadSince: number
  wake: () => void
}

export function liveEvents({ pool, now, onFailure }: LiveDeps): LiveEvents {
  const lines = new Set<Line>()
  let isLooking = false

  async function read(since: number): Promise<LiveChange[] | 'too many'> {
    const found = await readLiveChanges(pool, new Date(since), MOST_A_LOOK)
    const perKind = [...Map.groupBy(found, ({ kind }) => kind).values()]
    return perKind.some(({ length }) => length >= MOST_A_LOOK) ? 'too many' : found
  }

  async function look(): Promise<void> {
    const told = new Map<string, Date>()
    const note = (found: readonly LiveChange[]) => {
      for (const { key, at } of found) told.set(key, at)
    }
    const began = await read(now().getTime() - VERY_LATE_MS)
    if (began !== 'too many') note(began)
    for (let looks = 1; lines.size > 0; looks++) {
      await sleep(LOOK_EVERY_MS)
      const at = now().getTime()
      const found = await read(at - (looks % LOOKS_APART === 0 ? VERY_LATE_MS : LATE_MS))
      tell(found === 'too many' ? found : found.filter(({ key }) => !told.has(key)), at, lines)
      if (found !== 'too many') note(found)
      for (const [key, when] of told) if (when.getTime() < at - VERY_LATE_MS) told.delete(key)
    }
  }

  function start(): void {
    isLooking = true
    look()
      .catch((error: unknown) => {
        onFailure(error)
        stop()
      })
      .finally(() => {
        isLooking = false
        if (lines.size > 0) start()
      })
  }

  function end(line: Line): void {
    lines.delete(line)
    line.wake()
  }

  function stop(): void {
    for (const line of lines) end(line)
  }

  function tell(found: readonly LiveChange[] | 'too many', at: number, to: Iterable<Line>): void {
    for (const line of to) {
      if (line.unread.length === 0) line.unreadSince = performance.now()
      const events = found === 'too many' ? [reset] : toldTo(line, found)
      line.unread.push(...events.map((event) => written(event, at)))
      if (line.unread.length > MOST_UNREAD) line.unread = [written(reset, at)]
      if (performance.now() - line.unreadSince > UNREAD_MS) {
        line.cut()
        end(line)
      } else if (line.unread.length > 0) line.wake()
    }
  }

  async function missed({ after }: Listening): Promise<LiveChange[] | 'too many'> {
    if (after === null) return []
    const at = now().getTime()
    if (at - after > RESUMED_MS || after > at) return 'too many'
    return read(after - LATE_MS)
  }

  async function* listen(of: Listening): AsyncGenerator<string> {
    const line: Line = { ...of, unread: [], unreadSince: 0, wake: () => undefined }
    lines.add(line)
    if (!isLooking) start()
    try {
      yield beat(now())
      const found = await missed(of)
      tell(found, now().getTime(), [line])
      let beaten = performance.now()
      while (lines.has(line)) {
        if (line.unread.length > 0) yield line.unread.splice(0).join('')
        else await woken(line)
        if (performance.now() - beaten < BEAT_MS) continue
        if (!(await line.stillMay())) return
        beaten = performance.now()
        yield beat(now())
      }
    } catch (error) {
      onFailure(error)
    } finally {
      lines.delete(line)
    }
  }

  return { listen, stop }
}

const reset: LiveEvent = { kind: 'reset', clientId: null, conversationId: null, subject: null }

function toldTo({ clientIds }: Line, found: readonly LiveChange[]): LiveEvent[] {
  const theirs = (clientId: string | null) => clientIds === null || (clientId !== null && clientIds.includes(clientId))
  return found
    .filter(({ clientId }) => theirs(clientId))
    .map(({ kind, clientId, conversationId, subject }) => ({ kind, clientId, conversationId, subject }))
}

function written(event: LiveEvent, id: number): string {
  return `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`
}

/** Nothing has changed: it says that the line works, and up to when everything was told. */
function beat(now: Date): string {
  return `event: beat\nid: ${now.getTime()}\ndata:\n\n`
}

/** When there is something to say, or it is time for a beat. */
function woken(line: Line): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, BEAT_MS)
    line.wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}
