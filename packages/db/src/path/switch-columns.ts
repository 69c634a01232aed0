/** The switches that count as a message leaves, read beside it: the client's (c), its settings' (s) and the fleet's (f). */
import { isOn, type Switches } from '@jobrun/domain/outbox/gate'

export const switchColumns = `c.outbound_paused, c.outbound_paused_until, s.notifications_paused, s.notifications_paused_until, f.outbound_paused as fleet_outbound,
 f.outbound_paused_until as fleet_outbound_until, f.notifications_paused as fleet_notifications, f.notifications_paused_until as fleet_notifications_until`

export interface SwitchColumns {
  outbound_paused: boolean | null
  outbound_paused_until: Date | null
  notifications_paused: boolean | null
  notifications_paused_until: Date | null
  fleet_outbound: boolean | null
  fleet_outbound_until: Date | null
  fleet_notifications: boolean | null
  fleet_notifications_until: Date | null
}

/** AI has no part in what leaves. */
export function switchesOf(row: SwitchColumns, now: Date): Switches {
  const on = (value: boolean | null, until: Date | null) => isOn({ on: value ?? false, until }, now)
  return {
    outboundPaused:
      on(row.outbound_paused, row.outbound_paused_until) || on(row.fleet_outbound, row.fleet_outbound_until),
    notificationsPaused:
      on(row.notifications_paused, row.notifications_paused_until) ||
      on(row.fleet_notifications, row.fleet_notifications_until),
    aiDisabled: false,
  }
}
