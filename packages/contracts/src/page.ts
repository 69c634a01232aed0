/** Lists come in pages: `{items, nextCursor}`. A cursor is opaque; it remembers the last row that was given. */
import { z } from 'zod'

const SEPARATOR = '|'
const MOST_ITEMS = 100
const USUAL_ITEMS = 50

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
  const position = readCursor(written)
  if (position) return position
  context.addIssue({
    code: 'custom',
    message: 'This cursor is not one of ours: give nextCursor of the last answer unchanged, or leave it out to begin.',
  })
  return z.NEVER
})

export const pageQuery = { limit, cursor: cursor.optional() }

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

export function writeCursor(position: Position): string {
  return toBase64Url(`${position.at.toISOString()}${SEPARATOR}${position.id}`)
}

function readCursor(written: string): Position | null {
  const [at = '', id = '', ...more] = fromBase64Url(written).split(SEPARATOR)
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
