/** What `npm run replay` was asked for. Days and hours are whole ones of UTC, so that asking again asks the same. */
import type { ReplayOptions } from './replay-turns.ts'

export interface ReplayWords {
  since: string
  until?: string | undefined
  client?: string | undefined
  brain?: string | undefined
  examples: string
}

type Read = { ok: true; options: ReplayOptions } | { ok: false; problem: string }

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

export function readReplayWords(words: ReplayWords, now: Date): Read {
  const since = momentOf(words.since, now)
  if (!since)
    return refuse(`--since ${words.since}: give days or hours such as 7d or 24h, or a day such as 2030-01-31.`)
  const until = words.until === undefined ? farOff : momentOf(words.until, now)
  if (!until) return refuse(`--until ${words.until}: give a day such as 2030-01-31, or a moment with its zone.`)
  const { client = null, brain = null } = words
  if (client !== null && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(client))
    return refuse(`--client ${client}: give the id that GET /api/admin/clients shows.`)
  if (brain !== null && brain !== 'rules' && brain !== 'ai') return refuse(`--brain must be "rules" or "ai".`)
  if (!/^\d{1,3}$/.test(words.examples)) return refuse('--examples must be a whole number.')
  return { ok: true, options: { since, until, clientId: client, brain, examples: Number(words.examples) } }
}

/** A demo's clock may be ahead of the machine's. */
const farOff = new Date('9999-01-01T00:00:00Z')

function refuse(problem: string): Read {
  return { ok: false, problem }
}

function momentOf(written: string, now: Date): Date | null {
  const [, count, unit] = /^(\d{1,4})([dh])$/.exec(written) ?? []
  if (count && unit) {
    const whole = unit === 'd' ? DAY_MS : HOUR_MS
    return new Date(Math.floor(now.getTime() / whole) * whole - Number(count) * whole)
  }
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(written)) return null
  const moment = new Date(written)
  return Number.isNaN(moment.getTime()) ? null : moment
}
