/** Lists come in pages: `{items, nextCursor}`. A cursor is opaque; it remembers the last row that was given. */
import { z } from 'zod'

const SEPARATOR = '|'
const MOST_ITEMS = 100
const USUAL_ITEMS = 50
const NOT_OURS =
  'This cursor is not one of ours: give nextCursor of the last answer unchanged, or leave it out to begin.'

/** The last row of a page: the next page begins after it. */
export interface Position {
  at: Date
  id: string
}

const limit = z
  .string()
  .regex(/^\d{1,4}$/, 'Give limit as a whole number from 1 to 100.')
  .transform(Number)
  .refine((count) => count >= 1 && count <= MOST_ITEMS, 'Give limit as a whole number from 1 to 100.')
  .default(USUAL_ITEMS)

const cursor = z.string().transform((written, context): Position => {
  const position = positionOf(fromBase64Url(written))
  if (position) return position
  context.addIssue({ code: 'custom', message: NOT_OURS })
  return z.NEVER
})

export const pageQuery = { limit, cursor: cursor.optional() }

/** How far a conversation has been read back: which texts in, messages out and calls are still to come. */
export interface ThreadPosition {
  /** null: from the newest */
  beforeSeq: number | null
  before: Position | null
  beforeCall: Position | null
}

const BETWEEN = ';'

const threadCursor = z.string().transform((written, context): ThreadPosition => {
  const [, seq, message, call] = /^(\d{0,9});([^;]*);([^;]*)$/.exec(fromBase64Url(written)) ?? []
  const before = message ? positionOf(message) : null
  const beforeCall = call ? positionOf(call) : null
  const unread = (message && !before) || (call && !beforeCall)
  if (seq !== undefined && !unread && (seq || before || beforeCall)) {
    return { beforeSeq: seq ? Number(seq) : null, before, beforeCall }
  }
  context.addIssue({ code: 'custom', message: NOT_OURS })
  return z.NEVER
})

export const threadQuery = { limit, cursor: threadCursor.optional() }

export function writeThreadCursor({ beforeSeq, before, beforeCall }: ThreadPosition): string {
  const words = (position: Position | null) => (position ? wordsOf(position) : '')
  return toBase64Url([beforeSeq ?? '', words(before), words(beforeCall)].join(BETWEEN))
}

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

export function writeCursor(position: Position): string {
  return toBase64Url(wordsOf(position))
}

function wordsOf({ at, id }: Position): string {
  return `${at.toISOString()}${SEPARATOR}${id}`
}

function positionOf(words: string): Position | null {
  const [at = '', id = '', ...more] = words.split(SEPARATOR)
  if (more.length > 0 || !z.uuid().safeParse(id).success || !z.iso.datetime().safeParse(at).success) return null
  return { at: new Date(at), id }
}

/** Both work in Node and in a browser. */
function toBase64Url(text: string): string {
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

function fromBase64Url(written: string): string {
  try {
    return atob(written.replace(/-/g, '+').replace(/_/g, '/'))
  } catch {
    return ''
  }
}
