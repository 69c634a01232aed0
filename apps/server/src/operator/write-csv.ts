/**
 * Pages of rows as CSV that Excel, LibreOffice and programs read alike. Customers write what stands in it, so no cell may
 * begin as a formula does: such a one gets an apostrophe in front, and a phone's + is no exception.
 */
import { stringify } from 'csv-stringify/sync'

export type Columns<Row> = readonly (readonly [
  title: string,
  cell: (row: Row) => string | number | boolean | Date | null,
])[]

/** Without it Excel takes the file for its country's old encoding. */
const BYTE_ORDER_MARK = '\uFEFF'

export async function* writeCsv<Row>(
  columns: Columns<Row>,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + linesOf([columns.map(([title]) => title)])
  for await (const rows of pages) yield linesOf(rows.map((row) => columns.map(([, cell]) => written(cell(row)))))
}

function written(value: string | number | boolean | Date | null): string {
  if (value instanceof Date) return value.toISOString()
  return value === null ? '' : String(value)
}

function linesOf(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { escape_formulas: true, record_delimiter: '\r\n' })
}
