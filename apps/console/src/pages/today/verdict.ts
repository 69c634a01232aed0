/** One sentence for "is everything all right?", from what is known so far. */
interface Known {
  health: 'ok' | 'degraded' | 'unhealthy' | undefined
  incidents: number | undefined
  held: number | undefined
  stuck: number | undefined
}

export interface Verdict {
  tone: 'good' | 'warn' | 'bad' | 'plain'
  words: string
  because: string
}

export function verdictOf({ health, incidents, held, stuck }: Known): Verdict {
  if (health === undefined || incidents === undefined)
    return { tone: 'plain', words: 'Looking…', because: 'Health and incidents are being asked for.' }
  const many = (count: number | undefined, one: string, several: string) =>
    count ? [`${count} ${count === 1 ? one : several}`] : []
  const waits = [
    ...many(incidents, 'incident is open', 'incidents are open'),
    ...many(held, 'text is held', 'texts are held'),
    ...many(stuck, 'client is stuck', 'clients are stuck'),
  ]
  if (health === 'unhealthy')
    return { tone: 'bad', words: 'The service is not well.', because: 'See Health below for what to mend first.' }
  if (waits.length > 0) {
    const first = waits.join(', ')
    return {
      tone: 'warn',
      words: 'Something waits for you.',
      because: `${first.charAt(0).toUpperCase()}${first.slice(1)}.`,
    }
  }
  if (health === 'degraded')
    return {
      tone: 'warn',
      words: 'It works, not at its best.',
      because: 'See Health below for what is slow or refused.',
    }
  return { tone: 'good', words: 'Everything is all right.', because: 'No incident is open, and nothing is held.' }
}
