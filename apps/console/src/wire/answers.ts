// The contracts as queries and changes of TanStack Query. A query's key begins with its endpoint's path, by which live
// events find what they made old.
import type { Endpoint, OutputOf, SentTo } from '@jobrun/contracts/endpoint'
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { ask, NotAnswered } from './ask.ts'

function answerOf<E extends Endpoint>(endpoint: E, sent: SentTo<E>) {
  return queryOptions<OutputOf<E>, NotAnswered>({
    queryKey: [endpoint.path, sent],
    queryFn: ({ signal }) => ask(endpoint, sent, signal),
  })
}

export interface Asked {
  /** false: not yet, or not at all. */
  enabled?: boolean
  everyMs?: number
  /** For what hardly changes while somebody looks. */
  freshMs?: number
}

export function useAnswer<E extends Endpoint>(endpoint: E, sent: SentTo<E>, asked: Asked = {}) {
  return useQuery({
    ...answerOf(endpoint, sent),
    enabled: asked.enabled ?? true,
    ...(asked.everyMs ? { refetchInterval: asked.everyMs } : {}),
    ...(asked.freshMs ? { staleTime: asked.freshMs, meta: { keeps: true } } : {}),
  })
}

type PageOf<E extends Endpoint> = OutputOf<E> & { items: unknown[]; nextCursor: string | null }
type ItemOf<E extends Endpoint> = OutputOf<E> extends { items: (infer Item)[] } ? Item : never

interface PagesAsked<Item> extends Omit<Asked, 'everyMs' | 'freshMs'> {
  /** Asked again at this pace as long as one of the items is like that. */
  watch?: { everyMs: number; for: (item: Item) => boolean }
}

/** A list that is read on, page by page; the rows shown stay while another filter is asked for. */
export function usePages<E extends Endpoint>(
  endpoint: E,
  sent: SentTo<E>,
  { watch, enabled = true }: PagesAsked<ItemOf<E>> = {},
) {
  const found = useInfiniteQuery<PageOf<E>, NotAnswered, { pages: PageOf<E>[] }, readonly unknown[], string | null>({
    queryKey: [endpoint.path, sent, 'pages'],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...(sent as { query?: object }).query, ...(pageParam ? { cursor: pageParam } : {}) }
      return ask(endpoint, { ...sent, query } as SentTo<E>, signal) as Promise<PageOf<E>>
    },
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (watch && itemsOf<E>(data).some(watch.for) ? watch.everyMs : false),
  })
  return { ...found, items: itemsOf<E>(found.data) }
}

function itemsOf<E extends Endpoint>(found: { pages: PageOf<E>[] } | undefined): ItemOf<E>[] {
  return (found?.pages ?? []).flatMap((page) => page.items) as ItemOf<E>[]
}

/** A change; afterwards everything on the screen is asked for anew, since one change shows in many places. */
export function useChange<E extends Endpoint>(endpoint: E) {
  const queries = useQueryClient()
  return useMutation<OutputOf<E>, NotAnswered, SentTo<E>>({
    mutationFn: (sent) => ask(endpoint, sent),
    onSettled: () => queries.invalidateQueries(),
  })
}

/** What became of many: those done, and of each refused one why. */
export interface Each {
  done: number
  refused: string[]
}

/**
 * One change after the other, past those that are refused for what they are (409, and 404 for what is gone). Whatever
 * else goes wrong would go wrong for the rest too and ends it; what was done before stays done.
 */
export function useEach<E extends Endpoint>(endpoint: E) {
  const queries = useQueryClient()
  return useMutation<Each, NotAnswered, readonly SentTo<E>[]>({
    mutationFn: async (all) => {
      const each: Each = { done: 0, refused: [] }
      for (const sent of all) {
        try {
          await ask(endpoint, sent)
          each.done += 1
        } catch (error) {
          if (!(error instanceof NotAnswered && (error.status === 409 || error.status === 404))) throw error
          each.refused.push(error.message)
        }
      }
      return each
    },
    onSettled: () => queries.invalidateQueries(),
  })
}
