/** Numbers as people write them, in and out. */

/** E.164, or null when the number has no + and country code. */
export function readNumber(written: string): string | null {
  const digits = written.replace(/[\s().-]/g, '')
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : null
}

/** Grouped as each country writes them: `+44 7700 900301`, `+44 113 496 0111`, `+1 202 555 0101`; others as they are. */
export function spaced(number: string): string {
  const written =
    /^(\+44)(20|23|24|28|29)(\d{4})(\d{4})$/.exec(number) ??
    /^(\+44)(11\d|1\d1)(\d{3})(\d{4})$/.exec(number) ??
    /^(\+44)(\d{4})(\d{6})$/.exec(number) ??
    /^(\+1)(\d{3})(\d{3})(\d{4})$/.exec(number)
  return written ? written.slice(1).join(' ') : number
}

/** A free number of Ofcom's drama range for one more customer; the failures' own numbers (900 and up) are left alone. */
export function freeNumber(taken: readonly string[]): string {
  for (let last = 301; last < 900; last += 1) {
    const number = `+447700900${last}`
    if (!taken.includes(number)) return number
  }
  return '+447700900300'
}
