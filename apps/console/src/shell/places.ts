/** Where one can go; the first of each group opens a gap in the rail. `key` follows g. */
import { useSeesAll } from '../wire/may.ts'
import type { IconName } from './icon.tsx'

export interface Place {
  to:
    | '/'
    | '/conversations'
    | '/leads'
    | '/held'
    | '/clients'
    | '/numbers'
    | '/incidents'
    | '/alerts'
    | '/ai'
    | '/audit'
  title: string
  icon: IconName
  key: string
  opensGroup?: boolean
  /** It is about all clients: for nobody who sees only some. */
  ofAll?: boolean
}

const places: readonly Place[] = [
  { to: '/', title: 'Today', icon: 'today', key: 't' },
  { to: '/conversations', title: 'Conversations', icon: 'talk', key: 'c', opensGroup: true },
  { to: '/leads', title: 'Leads', icon: 'leads', key: 'l' },
  { to: '/held', title: 'Held', icon: 'held', key: 'h' },
  { to: '/clients', title: 'Clients', icon: 'clients', key: 'k', opensGroup: true },
  { to: '/numbers', title: 'Numbers', icon: 'numbers', key: 'n', ofAll: true },
  { to: '/ai', title: 'AI', icon: 'ai', key: 'a', ofAll: true },
  { to: '/incidents', title: 'Incidents', icon: 'incidents', key: 'i', opensGroup: true },
  { to: '/alerts', title: 'Alerts', icon: 'alerts', key: 'e', ofAll: true },
  { to: '/audit', title: 'Audit', icon: 'audit', key: 'u' },
]

export function usePlaces(): readonly Place[] {
  return useSeesAll() === false ? places.filter(({ ofAll }) => !ofAll) : places
}

/** What a phone's bar has room for. */
export const oftenUsed = places.filter(({ to }) => ['/', '/conversations', '/leads', '/held'].includes(to))
