/**
 * The path of a text as spans, for OpenTelemetry: from the webhook over its turn to the delivery and the carrier's word.
 * What ties them together is a context (W3C's traceparent), kept with the rows, so that any process goes on with it.
 * No span holds anybody's words, name or number.
 */
export type SpanKind = 'server' | 'consumer' | 'producer' | 'client' | 'internal'
export type SpanAttributes = Readonly<Record<string, string | number | boolean | null>>

export interface NewSpan {
  name: string
  kind: SpanKind
  /** The context of what led to it; null: it begins a trace. */
  parent: string | null
  /** Of others that led to it too. */
  links?: readonly (string | null)[]
  attributes?: SpanAttributes
  /** By `Tracing.clock`, where it began before it was known what led to it. */
  startedAt?: number | null
}

export interface Span {
  /** For what follows of it; null: nobody traces. */
  context: string | null
  /** An attribute that is null is left out. */
  set(attributes: SpanAttributes): void
  /** In a few words why it came to nothing, if it did. */
  end(failure?: string): void
}

export interface Tracing {
  begin(span: NewSpan): Span
  /** null: nobody traces. */
  clock(): number | null
  /** What is not sent yet is sent. */
  stop(): Promise<void>
}

const untold: Span = { context: null, set() {}, end() {} }

export const noTracing: Tracing = { begin: () => untold, clock: () => null, stop: async () => {} }

/** The span ends with the work, whatever becomes of it. */
export async function within<T>(span: Span, work: (span: Span) => Promise<T>): Promise<T> {
  try {
    const done = await work(span)
    span.end()
    return done
  } catch (error) {
    span.end((error as { code?: string }).code ?? (error as Error).name)
    throw error
  }
}
