/** Where an alert goes besides the founder's phone. The text is the alert; these are copies, each sent at most once. */
import type { AlertSeverity } from './alert-types.ts'

export const copyChannels = ['email', 'webhook'] as const
export type CopyChannel = (typeof copyChannels)[number]

/** A webhook gets all, for whoever reads along; e-mail what can wait until somebody reads mail. */
export function copiesOf(severity: AlertSeverity, configured: readonly CopyChannel[]): CopyChannel[] {
  return configured.filter((channel) => channel === 'webhook' || severity === 'MEDIUM')
}
