/** How an endpoint of the operator's API is described: as data, from which routes, clients and documents are made. */
import type { z } from 'zod'

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Whole, from the root; `:name` stands for a parameter. */
  readonly path: `/api/${string}`
  readonly summary: string
  readonly input: {
    readonly params?: z.ZodType
    readonly query?: z.ZodType
    /** Names in lower case. */
    readonly headers?: z.ZodType
    readonly body?: z.ZodType
  }
  /** Encoded on the way out (times become ISO strings), decoded by a client on the way in. */
  readonly output: z.ZodType
  /** The type of the file that a success is, streamed as text; left out: JSON. */
  readonly file?: 'text/csv'
  /** The type of what a success is as long as somebody listens; left out: it ends by itself. */
  readonly stream?: 'text/event-stream'
  /** The status of a success. */
  readonly status: 200 | 201
  /** Another status under which the output may come. */
  readonly orStatus?: 202 | 503
}

export type InputOf<E extends Endpoint> = {
  -readonly [Part in keyof E['input']]: E['input'][Part] extends z.ZodType ? z.output<E['input'][Part]> : never
}

/** What a caller writes: moments as strings, queries as text. */
export type SentTo<E extends Endpoint> = {
  -readonly [Part in keyof E['input']]: E['input'][Part] extends z.ZodType ? z.input<E['input'][Part]> : never
}

export type OutputOf<E extends Endpoint> = z.output<E['output']>
