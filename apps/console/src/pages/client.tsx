// One client: how they stand and what to do next, and everything that is theirs.
import { getClient } from '@jobrun/contracts/clients'
import { Link, useParams } from '@tanstack/react-router'
import { Card, Page } from '../parts/page.tsx'
import { AskablePhone } from '../parts/phone.tsx'
import { Answered } from '../parts/states.tsx'
import type { Client } from '../parts/use-client.ts'
import { useAnswer } from '../wire/answers.ts'
import { ClientMarks } from './client/client-marks.tsx'
import { Facts } from './client/facts.tsx'
import { Logs } from './client/logs.tsx'
import { NumberCard } from './client/number-card.tsx'
import { OnboardingCard } from './client/onboarding-card.tsx'
import { OptOuts } from './client/opt-outs.tsx'
import { SwitchesCard } from './client/switches-card.tsx'

export function OneClient() {
  const id = useParams({ strict: false }).id ?? ''
  const found = useAnswer(getClient, { params: { id } })
  return (
    <Answered of={found} what="the client">
      {(client) => (
        <Page
          title={client.businessName}
          about={<ClientMarks client={client} />}
          actions={
            <>
              <Link to="/conversations" search={{ client: id }} className="button">
                Conversations
              </Link>
              <Link to="/leads" search={{ client: id }} className="button">
                Leads
              </Link>
            </>
          }
        >
          <div className="two">
            <div className="column">
              <OnboardingCard client={client} />
              <SwitchesCard client={client} />
              <Facts client={client} />
            </div>
            <div className="column">
              <About client={client} />
              <NumberCard client={client} />
              <OptOuts client={client} />
              <Logs client={client} />
            </div>
          </div>
        </Page>
      )}
    </Answered>
  )
}

function About({ client }: { client: Client }) {
  return (
    <Card title="Who they are">
      <dl className="pairs card-inside">
        <div>
          <dt>Owner</dt>
          <dd>{client.ownerName ?? 'not told yet'}</dd>
        </div>
        <div>
          <dt>Owner's mobile</dt>
          <dd>
            <AskablePhone number={client.phoneNumber} />
          </dd>
        </div>
        <div>
          <dt>E-mail</dt>
          <dd>{client.ownerEmail ?? 'none'}</dd>
        </div>
        <div>
          <dt>Where</dt>
          <dd>
            {client.region}, {client.timezone}
          </dd>
        </div>
        <div>
          <dt>Booking link</dt>
          <dd>{client.bookingUrl ?? 'none: the owner gets in touch'}</dd>
        </div>
        <div>
          <dt>AI a day</dt>
          <dd>
            {client.aiDailyBudgetUsd === null ? 'within the budget of all' : `at most $${client.aiDailyBudgetUsd}`}
          </dd>
        </div>
      </dl>
    </Card>
  )
}
