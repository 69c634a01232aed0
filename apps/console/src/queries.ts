/** One store of answers for the whole page. A refusal is not asked again; whatever may be over in a moment is. */
import { QueryCache, QueryClient } from '@tanstack/react-query'
import { NotAnswered } from './wire/ask.ts'

const MOST_TRIES = 3

function isPassing(error: unknown): boolean {
  return error instanceof NotAnswered && (error.status === null || error.status >= 500)
}

/** Told when the service no longer knows who asks. */
let onStranger: () => void = () => undefined

export function whenStranger(act: () => void): void {
  onStranger = act
}

export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => error instanceof NotAnswered && error.status === 401 && onStranger(),
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < MOST_TRIES && isPassing(error),
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})
