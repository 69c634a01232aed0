/** A page of a list, newest first, by keyset: the cost does not grow with how far one has read. */
export interface Page {
  limit: number
  /** The last row of the page before. */
  after: { at: Date; id: string } | null
}

/** One row more than asked for tells whether there is a next page. */
export function take(page: Page): number {
  return page.limit + 1
}

/** The redundant upper bound lets PostgreSQL begin in the middle of the index. */
export function after<Column extends string>(column: Column, page: Page) {
  if (!page.after) return {}
  const { at, id } = page.after
  return {
    [column]: { lte: at },
    OR: [{ [column]: { lt: at } }, { [column]: at, id: { lt: id } }],
  }
}

export interface Listed<Row> {
  rows: Row[]
  more: boolean
}

export function listed<Row>(rows: Row[], page: Page): Listed<Row> {
  return { rows: rows.slice(0, page.limit), more: rows.length > page.limit }
}
