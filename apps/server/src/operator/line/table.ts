/** Rows as a table of words. */
const WIDEST = 60

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(shortened))
  const widths = head.map((_, column) => Math.max(...cells.map((row) => [...(row[column] ?? '')].length)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
      .join('  ')
      .trimEnd()
  return cells.map(line).join('\n')
}

/** A list as a table, or a sentence where it is empty; says when there is more. */
export function listed<Item>(
  page: { items: readonly Item[]; nextCursor: string | null },
  show: { columns: Readonly<Record<string, (item: Item) => string>>; none: string },
): string {
  if (page.items.length === 0) return show.none
  const rows = page.items.map((item) => Object.values(show.columns).map((cell) => cell(item)))
  const more = page.nextCursor ? `\nThere are more: --cursor ${page.nextCursor}` : ''
  return table(Object.keys(show.columns), rows) + more
}

/** In one line, and without the control characters that strangers may have sent to the terminal. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
}

function shortened(text: string): string {
  const characters = [...plain(text)]
  return characters.length > WIDEST ? `${characters.slice(0, WIDEST - 3).join('')}...` : characters.join('')
}

/** 2030-01-15 10:00Z: as UTC, and marked so. */
export function minute(at: Date | null): string {
  return at ? `${at.toISOString().slice(0, 16).replace('T', ' ')}Z` : '-'
}

export function segmentsOf(count: number): string {
  return `${count} segment${count === 1 ? '' : 's'}`
}
