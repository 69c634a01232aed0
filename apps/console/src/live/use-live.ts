// Keeps what is on the screen how things stand: all of it is asked for again every few seconds, while somebody looks.
import { getMe } from '@jobrun/contracts/operators'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask } from '../wire/ask.ts'
import { setLink } from './link.ts'

const ASK_EVERY_MS = 3_000

export function useLive(): void {
  const queries = useQueryClient()
  useEffect(() => {
    void askAnew(queries)
    const asking = setInterval(() => {
      if (document.visibilityState === 'visible') void askAnew(queries)
    }, ASK_EVERY_MS)
    return () => clearInterval(asking)
  }, [queries])
}

/** What hardly changes while somebody looks is left alone. */
async function askAnew(queries: QueryClient): Promise<void> {
  try {
    await ask(getMe, {})
    setLink('live')
    await queries.invalidateQueries({ predicate: ({ meta }) => meta?.keeps !== true })
  } catch {
    // Said by the mark, and by each question that is asked again.
    setLink('reconnecting')
  }
}
