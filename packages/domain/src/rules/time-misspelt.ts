/** Tells a mistyped weekday or "tomorrow" ("wensday", "thrusday", "tommorow") from other words by its distance. */

const days: readonly { name: string; slips: number }[] = [
  { name: 'monday', slips: 1 },
  { name: 'tuesday', slips: 1 },
  { name: 'wednesday', slips: 2 },
  { name: 'thursday', slips: 1 },
  { name: 'friday', slips: 1 },
  { name: 'saturday', slips: 1 },
  { name: 'sunday', slips: 1 },
  { name: 'tomorrow', slips: 2 },
]

/** Words a slip away from a day. */
const otherWords: ReadonlySet<string> = new Set([
  'sundry',
  'sundae',
  'mondays',
  'tuesdays',
  'wednesdays',
  'thursdays',
  'fridays',
  'saturdays',
  'sundays',
  'tomorrows',
])

/** The day meant, or null for a word that is none or is spelled right. */
export function misspeltDay(word: string): string | null {
  const typed = word.toLowerCase()
  if (otherWords.has(typed)) return null
  const meant = days.find(
    ({ name, slips }) =>
      name[0] === typed[0] && Math.abs(name.length - typed.length) <= slips && distance(typed, name) <= slips,
  )
  return meant && meant.name !== typed ? meant.name : null
}

/** How many letters are missing, added, changed or swapped with their neighbour. */
function distance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let row = 1; row <= from.length; row++) {
    const now = [row]
    for (let column = 1; column <= to.length; column++) {
      const changed = from[row - 1] === to[column - 1] ? 0 : 1
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      now[column] = Math.min(
        (last[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + changed,
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = now
  }
  return last[to.length] ?? 0
}
