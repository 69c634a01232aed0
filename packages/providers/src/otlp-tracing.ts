/** Spans to an OpenTelemetry collector, by OTLP over HTTP. Loaded only where one is configured. */
import type { NewSpan, Span, SpanAttributes, Tracing } from '@jobrun/domain/tracing'
import {
  type Context,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'

export interface OtlpTracingOptions {
  /** The collector's address; spans go to `/v1/traces` below it. */
  endpoint: string
  /** By which name they are found. */
  service: string
  /** The machine's, in milliseconds: spans of several machines are laid side by side by it. */
  clock: () => number
}

const kinds: Readonly<Record<NewSpan['kind'], SpanKind>> = {
  server: SpanKind.SERVER,
  consumer: SpanKind.CONSUMER,
  producer: SpanKind.PRODUCER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
}

export function createOtlpTracing({ endpoint, service, clock }: OtlpTracingOptions): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  const tracer = provider.getTracer('jobrun')
  return {
    begin({ name, kind, parent, links = [], attributes = {}, startedAt = null }) {
      const span = tracer.startSpan(
        name,
        {
          kind: kinds[kind],
          attributes: known(attributes),
          links: links.flatMap((link) => spanContextOf(link) ?? []).map((context) => ({ context })),
          ...(startedAt === null ? {} : { startTime: startedAt }),
        },
        parentOf(parent),
      )
      return ours(span)
    },
    clock,
    // A collector that is away must not keep a service from ending.
    stop: () => provider.shutdown().catch(() => {}),
  }
}

function ours(span: OtelSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return {
    context: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    set: (attributes) => void span.setAttributes(known(attributes)),
    end(failure) {
      if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure })
      span.end()
    },
  }
}

const traceparent = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

function spanContextOf(context: string | null): SpanContext | null {
  const [, traceId, spanId, flags] = traceparent.exec(context ?? '') ?? []
  if (!traceId || !spanId || !flags) return null
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
}

function parentOf(context: string | null): Context {
  const spanContext = spanContextOf(context)
  return spanContext ? trace.setSpanContext(ROOT_CONTEXT, spanContext) : ROOT_CONTEXT
}

function known(attributes: SpanAttributes): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  )
}
