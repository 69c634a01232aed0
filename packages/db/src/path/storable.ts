/**
 * JSON that PostgreSQL takes: it holds neither NUL nor half of a surrogate pair. A brain's words may contain both, and a
 * turn that cannot be kept would be tried again for ever.
 */
export function storable(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part,
  )
}
