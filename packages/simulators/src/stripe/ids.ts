// Identifiers that look like Stripe's, and the seconds it counts in.
import { randomBytes } from 'node:crypto'

const prefixes = {
  customer: 'cus',
  session: 'cs_test',
  subscription: 'sub',
  item: 'si',
  invoice: 'in',
  line: 'il',
  charge: 'ch',
  intent: 'pi',
  refund: 're',
  dispute: 'dp',
  portal: 'bps',
  event: 'evt',
  request: 'req',
} as const

export function newId(kind: keyof typeof prefixes): string {
  return `${prefixes[kind]}_${randomBytes(12).toString('hex')}`
}

export const daySeconds = 86_400

/** The same day of the next month or year; the 31st becomes the last day of a shorter month. */
export function afterPeriod(from: number, interval: 'month' | 'year' | null): number {
  const start = new Date(from * 1000)
  const end = new Date(start)
  if (interval === 'year') end.setUTCFullYear(start.getUTCFullYear() + 1)
  else end.setUTCMonth(start.getUTCMonth() + 1)
  if (end.getUTCDate() !== start.getUTCDate()) end.setUTCDate(0)
  return Math.floor(end.getTime() / 1000)
}
