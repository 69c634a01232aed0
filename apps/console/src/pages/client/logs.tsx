// What was changed of this client by hand: its switches, and everything else.
import { listAuditLog } from '@jobrun/contracts/audit-log'
import { listClientSwitchLog } from '@jobrun/contracts/switches'
import { Link } from '@tanstack/react-router'
import { Moment } from '../../parts/moment.tsx'
import { Card } from '../../parts/page.tsx'
import { Answered } from '../../parts/states.tsx'
import type { Client } from '../../parts/use-client.ts'
import { WithNumbers } from '../../parts/with-numbers.tsx'
import { useAnswer } from '../../wire/answers.ts'
import { switchWords } from '../../words/codes.ts'

export function Logs({ client }: { client: Client }) {
  const switches = useAnswer(listClientSwitchLog, { params: { id: client.id }, query: { limit: '10' } })
  const audit = useAnswer(listAuditLog, { query: { clientId: client.id, limit: '10' } })
  return (
    <Card
      title="Changes by hand"
      actions={
        <Link
          to="/audit"
          search={{ client: client.id, who: undefined, kind: undefined }}
          className="button"
          data-kind="quiet"
          data-small=""
        >
          All of them
        </Link>
      }
    >
      <Answered of={switches} what="the switch log">
        {({ items }) => (
          <ul className="card-inside log-lines">
            {items.map((one) => (
              <li key={one.id}>
                <Moment at={one.createdAt} zone={client.timezone} /> {switchWords[one.switch].title}{' '}
                {one.to ? switchWords[one.switch].on : switchWords[one.switch].off}, {one.actor}:{' '}
                <span className="said">
                  <WithNumbers>{one.reason}</WithNumbers>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Answered>
      <Answered of={audit} what="the audit log">
        {({ items }) => (
          <ul className="card-inside log-lines">
            {items.length === 0 && <li className="soft">Nothing was changed by hand.</li>}
            {items.map((one) => (
              <li key={one.id}>
                <Moment at={one.createdAt} zone={client.timezone} /> {one.action}, {one.actor}
                {one.reason && (
                  <>
                    :{' '}
                    <span className="said">
                      <WithNumbers>{one.reason}</WithNumbers>
                    </span>
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </Card>
  )
}
