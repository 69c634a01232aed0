// One page of the message list, newest first, with Twilio's filters and page tokens.
import type { Ledger } from './ledger.ts'
import type { SimulatedMessage } from './message.ts'

export interface ListQuery {
  To?: string | undefined
  From?: string | undefined
  DateSent?: string | undefined
  'DateSent<'?: string | undefined
  'DateSent>'?: string | undefined
  PageSize?: string | undefined
  Page?: string | undefined
  PageToken?: string | undefined
}

export interface Page {
  messages: SimulatedMessage[]
  page: number
  pageSize: number
  start: number
  nextToken: string | null
}

/** Texts younger than `visibleBefore` are not in the list yet. */
export function listMessages(ledger: Ledger, query: ListQuery, visibleBefore: number): Page {
  const pageSize = Math.min(Math.max(Math.trunc(Number(query.PageSize ?? 50)) || 50, 1), 1000)
  const page = Math.max(Math.trunc(Number(query.Page ?? 0)) || 0, 0)
  const after = /^PA((?:SM|MM)[0-9a-f]{32})$/.exec(query.PageToken ?? '')?.[1]
  const candidates = ledger.between({ from: query.From, to: query.To })
  const wanted = dateFilter(query)
  const found: SimulatedMessage[] = []
  let skip = after ? 0 : page * pageSize
  let started = after === undefined
  for (let index = candidates.length - 1; index >= 0 && found.length <= pageSize; index -= 1) {
    const message = candidates[index]
    if (!message) break
    if (!started) {
      started = message.sid === after
      continue
    }
    if (message.createdAt > visibleBefore || !wanted(message)) continue
    if (skip > 0) skip -= 1
    else found.push(message)
  }
  const messages = found.slice(0, pageSize)
  const last = messages.at(-1)
  const nextToken = found.length > pageSize && last ? `PA${last.sid}` : null
  return { messages, page, pageSize, start: page * pageSize, nextToken }
}

/** A text that was not sent yet has no date and passes no date filter. A bare day stands for all of it, in UTC. */
function dateFilter(query: ListQuery): (message: SimulatedMessage) => boolean {
  const on = query.DateSent ? span(query.DateSent) : null
  const until = query['DateSent<'] ? span(query['DateSent<']) : null
  const since = query['DateSent>'] ? span(query['DateSent>']) : null
  if (!on && !until && !since) return () => true
  return ({ sentAt }) => {
    if (sentAt === null) return false
    const second = Math.floor(sentAt / 1000) * 1000
    if (on && (second < on.from || second > on.to)) return false
    if (until && second > until.to) return false
    return !since || second >= since.from
  }
}

function span(written: string): { from: number; to: number } {
  const from = new Date(written).getTime()
  const wholeDay = /^\d{4}-\d{2}-\d{2}$/.test(written)
  return { from, to: wholeDay ? from + 86_399_999 : from }
}
