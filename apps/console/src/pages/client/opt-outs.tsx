// Who wants no more texts from this client.
import { listOptOuts } from '@jobrun/contracts/opt-outs'
import { Moment } from '../../parts/moment.tsx'
import { Card } from '../../parts/page.tsx'
import { AskablePhone } from '../../parts/phone.tsx'
import { ReadOn } from '../../parts/read-on.tsx'
import { Answered } from '../../parts/states.tsx'
import type { Client } from '../../parts/use-client.ts'
import { usePages } from '../../wire/answers.ts'

export function OptOuts({ client }: { client: Client }) {
  const found = usePages(listOptOuts, { query: { clientId: client.id, limit: '20' } })
  return (
    <Card title="Opted out">
      <Answered of={found} what="the opt-outs">
        {() => (
          <ul className="card-inside log-lines">
            {found.items.length === 0 && <li className="soft">Nobody.</li>}
            {found.items.map((one) => (
              <li key={one.id}>
                <AskablePhone number={one.phone} /> “{one.wording}” <span className="soft">by {one.source}, </span>
                <Moment at={one.changedAt} zone={client.timezone} />
              </li>
            ))}
          </ul>
        )}
      </Answered>
      <ReadOn of={found} />
    </Card>
  )
}
