import type { OutputOf } from '@jobrun/contracts/endpoint'
import type { listStuckClients } from '@jobrun/contracts/stuck-clients'
import { Link } from '@tanstack/react-router'
import { Mark } from '../../parts/mark.tsx'
import { Card } from '../../parts/page.tsx'
import { Answered, type Found } from '../../parts/states.tsx'
import { WithNumbers } from '../../parts/with-numbers.tsx'
import { spoken } from '../../words/codes.ts'

const MOST = 8

export function StuckCard({ of }: { of: Found<OutputOf<typeof listStuckClients>> }) {
  return (
    <Card title="Stuck signing up">
      <Answered of={of} what="the stuck clients">
        {({ clients, total }) => (
          <ul className="card-inside log-lines">
            {total === 0 && <li className="soft">Nobody.</li>}
            {clients.slice(0, MOST).map((one) => (
              <li key={one.clientId} data-row="">
                <Mark tone={one.severity === 'HIGH' ? 'bad' : 'warn'}>{one.timeInStateHuman}</Mark>{' '}
                <Link to="/clients/$id" params={{ id: one.clientId }}>
                  {one.businessName || 'No name yet'}
                </Link>{' '}
                <span className="soft">
                  <WithNumbers>{`${spoken(one.currentState)}: ${one.reason}`}</WithNumbers>
                </span>
              </li>
            ))}
            {total > MOST && <li className="soft">And {total - MOST} more.</li>}
          </ul>
        )}
      </Answered>
    </Card>
  )
}
