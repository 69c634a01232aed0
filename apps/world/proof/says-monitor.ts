/**
 * Whether a text to the founder reports what a proof does to the service: an older text is late, and a fault that met
 * the monitor is one it tells. Of several things in one text each has to be such a fault.
 */
export function saysMonitor(body: string): boolean {
  return REPORT.test(body)
}

const REPORT =
  /^(?:OUTBOX_LATE|OPENAI_FAILURE|FALLBACK_RATE|DELIVERY_RATE|INVARIANT_VIOLATION: (?:the (?:check of|database) |The database cannot be used|\d+ things are not as they must be: check of [A-Za-z -]+ #\d+(?:, check of [A-Za-z -]+ #\d+)*\. ))/
