/** Places for tests that must not depend on the hour at which they run. */

/** A zone without summer time where the clocks show this hour now. */
export function zoneWhereItIs(hour: number, now = new Date()): string {
  const east = ((hour - now.getUTCHours() + 36) % 24) - 12
  // POSIX counts westwards: Etc/GMT-3 is three hours ahead of Greenwich.
  return east === 0 ? 'Etc/GMT' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`
}
