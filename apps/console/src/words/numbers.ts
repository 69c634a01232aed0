import { measure } from '@jobrun/domain/outbox/segments'

/** Figures as people read them. */
export function count(value: number): string {
  return value.toLocaleString('en-GB')
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** From millionths of a dollar: `$0.0012` while it is small, `$12.30` else. */
export function dollars(micro: number): string {
  const value = micro / 1_000_000
  return `$${value !== 0 && Math.abs(value) < 1 ? value.toFixed(4) : value.toFixed(2)}`
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(part === whole ? 0 : 1)} %`
}

/** What a text costs to send: how many segments, and in which alphabet. */
export function sizeOf(text: string): string {
  const { segments, encoding } = measure(text.trim())
  return `${plural(segments, 'segment')}, ${encoding}`
}
