/** A page of rows as a page of items. */
import { type Position, writeCursor } from '@jobrun/contracts/page'
import type { Listed, Page } from '@jobrun/db/operator/page'

export function pageAsked(query: { limit: number; cursor?: Position | undefined }): Page {
  return { limit: query.limit, after: query.cursor ?? null }
}

export function showPage<Row, Item>(
  { rows, more }: Listed<Row>,
  show: (row: Row) => Item,
  positionOf: (row: Row) => Position,
): { items: Item[]; nextCursor: string | null } {
  const last = rows.at(-1)
  return { items: rows.map(show), nextCursor: more && last !== undefined ? writeCursor(positionOf(last)) : null }
}
