// What a caller's API version changes here. Since 2025-03-31 the billing period is the item's and an invoice names its
// subscription under `parent`. https://docs.stripe.com/changelog/basil

export const newestVersion = '2026-10-28.endive'
const placesMoved = '2025-03-31'

export function hasOldPlaces(version: string): boolean {
  return version < placesMoved
}

/** `2024-06-20` or `2026-10-28.endive`; anything else is no version. */
export function isVersion(written: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(written)
}
