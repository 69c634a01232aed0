/** Numbers as people read them: grouped, and with their middle hidden until somebody asks. */

/** Grouped as each country writes them: `+44 7700 900301`, `+44 113 496 0111`, `+1 202 555 0101`; others as they are. */
export function spaced(number: string): string {
  const written =
    /^(\+44)(20|23|24|28|29)(\d{4})(\d{4})$/.exec(number) ??
    /^(\+44)(11\d|1\d1)(\d{3})(\d{4})$/.exec(number) ??
    /^(\+44)(\d{4})(\d{6})$/.exec(number) ??
    /^(\+1)(\d{3})(\d{3})(\d{4})$/.exec(number)
  return written ? written.slice(1).join(' ') : number
}

/** Enough to tell two people apart in a list and to know the country; a short code or a name is nobody's secret. */
export function masked(number: string): string {
  const written =
    /^(\+44)(\d{4})\d{3,}(\d{3})$/.exec(number) ??
    /^(\+1)(\d{3})\d{4}(\d{3})$/.exec(number) ??
    /^(\+\d{2})(\d{2})\d{2,}(\d{3})$/.exec(number)
  return written ? `${written[1]} ${written[2]} ••• ${written[3]}` : number
}
