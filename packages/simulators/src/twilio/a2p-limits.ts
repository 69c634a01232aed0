// What American carriers do to a business's texts beyond its share: 30022 for too many a second, 30023 for too many a day.
import type { TwilioSettings } from './faults.ts'
import type { SimulatedMessage } from './message.ts'

type Limited = Pick<SimulatedMessage, 'from' | 'to' | 'segments'>

export class A2pLimits {
  readonly #recent = new Map<string, { at: number; segments: number }[]>()
  readonly #daily = new Map<string, number>()

  /** Counts the text. Null: within the limits, or none are set, or it does not go from and to America. */
  errorFor(message: Limited, settings: TwilioSettings, at: number): 30022 | 30023 | null {
    if (!message.from.startsWith('+1') || !message.to.startsWith('+1')) return null
    const { usSegmentsPerSecond: rate, usSegmentsPerDay: cap } = settings
    const day = `${message.from} ${new Date(at).toISOString().slice(0, 10)}`
    const today = (this.#daily.get(day) ?? 0) + message.segments
    const lately = (this.#recent.get(message.from) ?? []).filter((one) => one.at > at - 1_000)
    const thisSecond = lately.reduce((sum, one) => sum + one.segments, message.segments)
    if (cap !== null && today > cap) return 30023
    if (rate !== null && thisSecond > rate) return 30022
    this.#daily.set(day, today)
    this.#recent.set(message.from, [...lately, { at, segments: message.segments }])
    return null
  }
}
