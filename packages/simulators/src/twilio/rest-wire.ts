// What all routes of the REST API share: errors, one page of a list, the sid in the path.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { asWireError, type WireError } from './errors.ts'

export const accountPath = '/2010-04-01/Accounts/:accountSid'

export function refuse(reply: FastifyReply, error: WireError) {
  return reply.code(error.status).send(asWireError(error))
}

export interface Found {
  page: number
  pageSize: number
  start: number
  nextToken: string | null
  count: number
}

/** `url`: the request's own, which the neighbours' addresses keep the filters of. */
export function pageOf(url: string, found: Found, records: Record<string, unknown[]>) {
  const [path = '', queryText = ''] = url.split('?')
  const at = (page: number, token: string | null) => {
    const query = new URLSearchParams(queryText)
    query.set('PageSize', String(found.pageSize))
    query.set('Page', String(page))
    query.delete('PageToken')
    if (token) query.set('PageToken', token)
    return `${path}?${query}`
  }
  return {
    end: found.start + Math.max(found.count - 1, 0),
    first_page_uri: at(0, null),
    next_page_uri: found.nextToken ? at(found.page + 1, found.nextToken) : null,
    page: found.page,
    page_size: found.pageSize,
    previous_page_uri: found.page > 0 ? at(found.page - 1, null) : null,
    ...records,
    start: found.start,
    uri: url,
  }
}

export function sidIn(request: FastifyRequest): string {
  return (request.params as { file: string }).file.replace(/\.json$/, '')
}

/** A list that always fits on one page. */
export function onlyPage(url: string, name: string, records: unknown[]) {
  return pageOf(url, { page: 0, pageSize: 50, start: 0, nextToken: null, count: records.length }, { [name]: records })
}
