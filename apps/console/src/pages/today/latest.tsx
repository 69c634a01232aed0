import type { listConversations } from '@jobrun/contracts/conversations'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { Link } from '@tanstack/react-router'
import { ClientMoment } from '../../parts/client-moment.tsx'
import { ClientName } from '../../parts/client-name.tsx'
import { Card } from '../../parts/page.tsx'
import { Phone } from '../../parts/phone.tsx'
import { Answered, type Found } from '../../parts/states.tsx'
import { WithNumbers } from '../../parts/with-numbers.tsx'

export function Latest({ of }: { of: Found<OutputOf<typeof listConversations>> }) {
  return (
    <Card title="Latest conversations">
      <Answered of={of} what="the conversations">
        {({ items }) => (
          <ul className="latest">
            {items.length === 0 && <li className="card-inside soft">Nobody has texted yet.</li>}
            {items.map((one) => (
              <li key={one.id} data-row="">
                <Link
                  to="/conversations/$id"
                  params={{ id: one.id }}
                  search={{ client: undefined }}
                  className="inbox-row"
                >
                  <span className="inbox-top">
                    <strong>
                      <Phone number={one.phone} />
                    </strong>
                    <ClientMoment client={one.clientId} at={one.lastText?.at ?? one.lastTextAt} as="age" />
                  </span>
                  <span className="inbox-said">
                    <WithNumbers bare>{one.lastText?.body || 'A call, or a photo'}</WithNumbers>
                  </span>
                  <span className="inbox-foot">
                    <ClientName id={one.clientId} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </Card>
  )
}
