/** Making a formatter costs a hundred times what using it does; there are as many as zones with clients. */
const formatters = new Map<string, Intl.DateTimeFormat>()

/** The calendar day at a place, as YYYY-MM-DD. */
export function dayIn(timezone: string, now: Date): string {
  return formatterOf(timezone).format(now)
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formatters.set(timeZone, made)
  return made
}
