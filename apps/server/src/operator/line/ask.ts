/** One call of the operator's API over HTTP, by its contract: what comes back is parsed, a problem becomes its words. */
import type { Endpoint, OutputOf } from '@jobrun/contracts/endpoint'
import { problem } from '@jobrun/contracts/problem'

export interface Service {
  url: string
  key: string
}

export interface Asked {
  params?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string | number | boolean | undefined>>
  body?: unknown
}

/** What the person at the terminal is told instead of a stack. */
export class SaidNo extends Error {
  readonly status: number
  constructor(status: number, words: string) {
    super(words)
    this.status = status
  }
}

export type Ask = <const E extends Endpoint>(endpoint: E, asked?: Asked) => Promise<OutputOf<E>>

const PATIENCE_MS = 15_000

export function askOver(service: Service): Ask {
  return async (endpoint, asked = {}) => {
    const answer = await send(service, endpoint, asked)
    const body: unknown = await answer.json().catch(() => null)
    if (answer.ok || answer.status === endpoint.orStatus)
      return endpoint.output.parse(body) as OutputOf<typeof endpoint>
    const refused = problem.safeParse(body)
    const words = refused.success ? refused.data.detail : `${service.url} answered ${answer.status}: is that JobRun?`
    throw new SaidNo(answer.status, words)
  }
}

async function send({ url, key }: Service, endpoint: Endpoint, { params, query, body }: Asked): Promise<Response> {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''))
  const address = new URL(path, url)
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) address.searchParams.set(name, String(value))
  }
  try {
    return await fetch(address, {
      method: endpoint.method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch {
    throw new SaidNo(0, `JobRun does not answer at ${url}: start it, or set JOBRUN_URL to where it runs.`)
  }
}
