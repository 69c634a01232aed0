/**
 * Ids that follow from what they stand for, so that the same thing arriving twice has the same id; and ids in the order
 * of time, for rows that are kept by the million: they are written side by side, in pages that are at hand.
 */
import { v5, v7 } from 'uuid'

const namespace = '6f0a7c1e-52d1-4a6b-9d6e-2f1c0b7a9e34'

export function inboundIdOf(messageSid: string): string {
  return v5(`inbound:${messageSid}`, namespace)
}

export function callIdOf(callSid: string): string {
  return v5(`call:${callSid}`, namespace)
}

export function newIdAt(now: Date): string {
  return v7({ msecs: now.getTime() })
}

/** `name` tells apart what is derived from one row: a sweep's number, an attempt. */
export function derivedId(rowId: string, name: string): string {
  return v5(`${rowId}:${name}`, namespace)
}
