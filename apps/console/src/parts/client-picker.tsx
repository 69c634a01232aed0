// Whose: one of the clients, or everybody's.
import { listClients } from '@jobrun/contracts/clients'
import { useId } from 'react'
import { useAnswer } from '../wire/answers.ts'
import { useSeesAll } from '../wire/may.ts'
import { useClient } from './use-client.ts'

interface Given {
  value: string | undefined
  /** Also those of no client: owners who sign up with us. */
  withOwners?: boolean
  onPick: (client: string | undefined) => void
}

const FRESH_MS = 60_000

/** The hundred newest; any other is reached from its own page, and then named here too. */
export function ClientPicker({ value, withOwners = false, onPick }: Given) {
  const id = useId()
  const clients = useAnswer(listClients, { query: { limit: '100' } }, { freshMs: FRESH_MS }).data?.items ?? []
  const seesAll = useSeesAll() !== false
  const isKnown = value === undefined || value === 'none' || clients.some((one) => one.id === value)
  const other = useClient(isKnown ? null : value)
  return (
    <div className="picker">
      <label htmlFor={id} className="unseen">
        Client
      </label>
      <select
        id={id}
        className="input"
        value={value ?? ''}
        onChange={(event) => onPick(event.target.value === '' ? undefined : event.target.value)}
      >
        <option value="">{seesAll ? 'All clients' : 'All of yours'}</option>
        {withOwners && seesAll && <option value="none">Owners signing up</option>}
        {other && <option value={other.id}>{other.businessName}</option>}
        {clients.map((one) => (
          <option key={one.id} value={one.id}>
            {one.businessName}
          </option>
        ))}
      </select>
    </div>
  )
}
