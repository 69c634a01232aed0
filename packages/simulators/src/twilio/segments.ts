// How many pieces a text is cut into, and what the pieces cost here.
import { SegmentedMessage } from 'sms-segments-calculator'

export interface Segmented {
  segments: number
  encoding: 'GSM-7' | 'UCS-2'
}

export function segment(body: string, smartEncoded = false): Segmented {
  const counted = new SegmentedMessage(body, 'auto', smartEncoded)
  return { segments: Math.max(1, counted.segmentsCount), encoding: counted.encodingName }
}

/** US dollars a segment, outgoing and incoming. Figures of the right size for the stand-in's world, not a price list. */
const prices = [
  { prefix: '+44', out: 0.0463, in: 0.0075 },
  { prefix: '+1', out: 0.0083, in: 0.0083 },
  { prefix: '', out: 0.075, in: 0.0075 },
] as const

/** Twilio writes what it charges as a negative number with five decimals. */
export function price(direction: 'in' | 'out', handset: string, segments: number): string {
  const row = prices.find(({ prefix }) => handset.startsWith(prefix)) ?? prices[2]
  return (-(row[direction] * segments)).toFixed(5)
}
