// What waits for a person, for the marks beside the pages' names.
import { listAlerts } from '@jobrun/contracts/alerts'
import { listHeld } from '@jobrun/contracts/held'
import { useAnswer } from '../wire/answers.ts'
import type { Place } from './places.ts'

export type WaitingCounts = Partial<Record<Place['to'], number>>

export function useWaiting(): WaitingCounts {
  const held = useAnswer(listHeld, { query: { limit: '100' } })
  const open = useAnswer(listAlerts, { query: { state: 'OPEN', limit: '100' } })
  return { '/held': held.data?.items.length ?? 0, '/incidents': open.data?.items.length ?? 0 }
}
