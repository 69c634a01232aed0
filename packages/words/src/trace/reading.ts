/** Reads JSON whose shape may be newer than this page: what is missing is null, never an error. */
export type Fields = Readonly<Record<string, unknown>>

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

export function fieldsIn(value: unknown, name: string): Fields | null {
  return fieldsOf(fieldsOf(value)?.[name])
}

export function textIn(value: unknown, name: string): string | null {
  const found = fieldsOf(value)?.[name]
  return typeof found === 'string' && found !== '' ? found : null
}

export function numberIn(value: unknown, name: string): number | null {
  const found = fieldsOf(value)?.[name]
  return typeof found === 'number' && Number.isFinite(found) ? found : null
}

export function listIn(value: unknown, name: string): readonly unknown[] {
  const found = fieldsOf(value)?.[name]
  return Array.isArray(found) ? found : []
}

/** Any value as words for a definition list. */
export function plainly(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(plainly).join('; ')
  const inner = Object.entries(value).map(([name, one]) => `${spokenName(name)}: ${plainly(one)}`)
  return inner.length === 0 ? 'none' : inner.join(', ')
}

/** `requestedTime` and `requested_time` become `requested time`. */
export function spokenName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
}
