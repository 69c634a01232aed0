/** Numbers as people write them, in and out. */

/** E.164, or null when the number has no + and country code. */
export function readNumber(written: string): string | null {
  const digits = written.replace(/[\s().-]/g, '')
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : null
}

/** A free number of Ofcom's drama range for one more customer; the failures' own numbers (900 and up) are left alone. */
export function freeNumber(taken: readonly string[]): string {
  for (let last = 301; last < 900; last += 1) {
    const number = `+447700900${last}`
    if (!taken.includes(number)) return number
  }
  return '+447700900300'
}
