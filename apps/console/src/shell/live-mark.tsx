// Whether what is on the screen is how things stand: live, reconnecting, or stale since a moment.
import { useLink } from '../live/link.ts'
import { Moment } from '../parts/moment.tsx'
import { useNow } from '../parts/use-now.ts'

/** Shorter than this it is a hiccup that nobody need be told of in red. */
const STALE_AFTER_MS = 20_000

export function LiveMark() {
  const link = useLink()
  const now = useNow()
  const isStale = link.state !== 'live' && now.getTime() - link.since.getTime() > STALE_AFTER_MS
  const shown = isStale ? 'stale' : link.state
  return (
    <p className="live" data-link={shown} role="status">
      {shown === 'live' && 'Live'}
      {shown === 'connecting' && 'Connecting…'}
      {shown === 'reconnecting' && 'Reconnecting…'}
      {shown === 'stale' && (
        <span>
          Stale since <Moment at={link.since} as="clock" />
        </span>
      )}
    </p>
  )
}
