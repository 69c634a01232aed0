// One page of a list, newest first, with Stripe's cursors and filters on the fields of what is shown.
import { z } from 'zod'
import { Refusal } from './refusal.ts'
import type { Wire } from './shop.ts'

const date = z.union([
  z.coerce.number().int(),
  z.strictObject({
    gt: z.coerce.number().int().optional(),
    gte: z.coerce.number().int().optional(),
    lt: z.coerce.number().int().optional(),
    lte: z.coerce.number().int().optional(),
  }),
])

export const pageFields = {
  limit: z.coerce.number().int().min(1).max(100).default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  created: date.optional(),
}

export interface PageWanted {
  limit: number
  starting_after?: string | undefined
  ending_before?: string | undefined
  created?: z.infer<typeof date> | undefined
}

/** `records` oldest first, as the books hold them. */
export function pageOf<T extends { id: string; created: number }>(
  path: string,
  records: readonly T[],
  how: { wanted: PageWanted; show: (record: T) => Wire },
): Wire {
  const { limit, starting_after: after, ending_before: before, created } = how.wanted
  const found = records.filter((record) => isWithin(record.created, created)).reverse()
  const at = (id: string) => {
    const index = found.findIndex((record) => record.id === id)
    if (index === -1)
      throw new Refusal(400, { code: 'resource_missing', message: `No such object: '${id}'`, param: 'starting_after' })
    return index
  }
  const start = after ? at(after) + 1 : before ? Math.max(0, at(before) - limit) : 0
  const end = before ? at(before) : start + limit
  const has_more = before ? start > 0 : end < found.length
  return { object: 'list', data: found.slice(start, end).map(how.show), has_more, url: path }
}

function isWithin(created: number, wanted: PageWanted['created']): boolean {
  if (wanted === undefined) return true
  if (typeof wanted === 'number') return created === wanted
  const { gt = -1, gte = 0, lt = Number.POSITIVE_INFINITY, lte = Number.POSITIVE_INFINITY } = wanted
  return created > gt && created >= gte && created < lt && created <= lte
}
