// Asks the service by its contracts. Whatever goes wrong becomes one sentence that a person can act on.
import type { Endpoint, OutputOf, SentTo } from '@jobrun/contracts/endpoint'
import { type Problem, problem } from '@jobrun/contracts/problem'
import { addressOf } from './address.ts'

export class NotAnswered extends Error {
  /** null: nobody answered. */
  readonly status: number | null
  readonly problem: Problem | null
  constructor(sentence: string, status: number | null, found: Problem | null = null) {
    super(sentence)
    this.status = status
    this.problem = found
  }
}

interface Parts {
  params?: Record<string, string>
  query?: Record<string, unknown>
  headers?: Record<string, string>
  body?: unknown
}

/** Throws NotAnswered. Moments come back as dates. */
export async function ask<E extends Endpoint>(
  endpoint: E,
  sent: SentTo<E>,
  signal?: AbortSignal,
): Promise<OutputOf<E>> {
  const { params = {}, query = {}, headers = {}, body } = sent as Parts
  const response = await reach(addressOf(endpoint.path, params, query), {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  })
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok && response.status !== endpoint.orStatus) throw refusalOf(response.status, answer)
  const read = endpoint.output.safeParse(answer)
  if (!read.success) throw new NotAnswered('The service answered in a way this page does not know: load it anew.', 200)
  return read.data as OutputOf<E>
}

async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new NotAnswered('The service does not answer. This page tries again by itself.', null)
  }
}

function refusalOf(status: number, answer: unknown): NotAnswered {
  const read = problem.safeParse(answer)
  return read.success
    ? new NotAnswered(read.data.detail, status, read.data)
    : new NotAnswered(`The service answered ${status}. Try again in a moment.`, status)
}
