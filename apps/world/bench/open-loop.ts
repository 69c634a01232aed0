/**
 * Load as the world brings it: each request at its appointed time, whether or not the last was answered, and its
 * latency counted from that time, so that a slow service cannot slow its own measurement.
 */
import { build, type Histogram } from 'hdr-histogram-js'

export interface Figures {
  count: number
  failed: number
  /** Milliseconds. */
  p50: number
  p99: number
  most: number
}

export function newHistogram(): Histogram {
  return build({ lowestDiscernibleValue: 1, highestTrackableValue: 120_000_000, numberOfSignificantValueDigits: 3 })
}

export function figuresOf(histogram: Histogram, failed: number): Figures {
  const ms = (micros: number) => Math.round(micros / 10) / 100
  return {
    count: histogram.totalCount,
    failed,
    p50: ms(histogram.getValueAtPercentile(50)),
    p99: ms(histogram.getValueAtPercentile(99)),
    most: ms(histogram.maxValue),
  }
}

/** Starts `request(n)` every 1/`perSecond` s for `seconds`; resolves when all are answered. */
export async function openLoop(
  of: { perSecond: number; seconds: number },
  request: (n: number) => Promise<boolean>,
): Promise<Figures> {
  const histogram = newHistogram()
  const total = of.perSecond * of.seconds
  const began = performance.now()
  const under: Promise<void>[] = []
  let failed = 0
  for (let n = 0; n < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1_000) * of.perSecond) + 1)
    for (; n < due; n++) {
      const scheduled = began + (n / of.perSecond) * 1_000
      under.push(
        request(n).then((ok) => {
          if (!ok) failed++
          histogram.recordValue(Math.max(1, Math.round((performance.now() - scheduled) * 1_000)))
        }),
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(under)
  return figuresOf(histogram, failed)
}
