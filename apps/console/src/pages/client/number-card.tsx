// The number customers text, whether calls are forwarded to it, and payment.
import { allocateClientNumber, recordPayment, releaseClientNumber } from '@jobrun/contracts/onboarding'
import { useState } from 'react'
import { Mark } from '../../parts/mark.tsx'
import { Card } from '../../parts/page.tsx'
import { AskablePhone } from '../../parts/phone.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import type { Client } from '../../parts/use-client.ts'
import { useChange } from '../../wire/answers.ts'

type Asked = 'allocate' | 'release' | 'payment' | null

export function NumberCard({ client }: { client: Client }) {
  const [asked, setAsked] = useState<Asked>(null)
  const close = () => setAsked(null)
  return (
    <Card title="Number, forwarding and billing">
      <dl className="pairs card-inside">
        <div>
          <dt>Number</dt>
          <dd>{client.twilioNumber ? <AskablePhone number={client.twilioNumber} /> : 'none yet'}</dd>
        </div>
        <div>
          <dt>Forwarding</dt>
          <dd>
            {client.forwardingEnabled ? <Mark tone="good">Proven by a call</Mark> : <Mark tone="warn">Not proven</Mark>}
          </dd>
        </div>
        <div>
          <dt>Billing</dt>
          <dd>{client.paymentActive ? <Mark tone="good">Paid</Mark> : <Mark tone="bad">Not paid</Mark>}</dd>
        </div>
      </dl>
      <div className="choices card-inside">
        <button
          type="button"
          className="button"
          data-small=""
          onClick={() => setAsked(client.twilioNumber ? 'release' : 'allocate')}
        >
          {client.twilioNumber ? 'Take the number away…' : 'Give a number…'}
        </button>
        <button type="button" className="button" data-small="" onClick={() => setAsked('payment')}>
          {client.paymentActive ? 'Mark as not paid…' : 'Mark as paid…'}
        </button>
      </div>
      {asked === 'allocate' && <Allocate client={client} onClose={close} />}
      {asked === 'release' && <Release client={client} onClose={close} />}
      {asked === 'payment' && <Payment client={client} onClose={close} />}
    </Card>
  )
}

interface Given {
  client: Client
  onClose: () => void
}

function Allocate({ client, onClose }: Given) {
  const change = useChange(allocateClientNumber)
  return (
    <ReasonDialog
      title={`A number for ${client.businessName}`}
      act="Give it"
      change={change}
      onClose={onClose}
      onAct={(reason) => change.mutate({ params: { id: client.id }, body: { reason } }, { onSuccess: onClose })}
    >
      <p>The oldest that is free in {client.region}. It counts once Twilio points it at us, within a minute.</p>
    </ReasonDialog>
  )
}

function Release({ client, onClose }: Given) {
  const change = useChange(releaseClientNumber)
  return (
    <ReasonDialog
      title={`Take the number of ${client.businessName} away`}
      act="Take it away"
      kind="danger"
      change={change}
      onClose={onClose}
      onAct={(reason) => change.mutate({ params: { id: client.id }, body: { reason } }, { onSuccess: onClose })}
    >
      <p>They are not live any more, and the number rests for 30 days. Tell them to switch forwarding off.</p>
    </ReasonDialog>
  )
}

function Payment({ client, onClose }: Given) {
  const change = useChange(recordPayment)
  const active = !client.paymentActive
  return (
    <ReasonDialog
      title={active ? `${client.businessName} has paid` : `${client.businessName} has not paid`}
      act={active ? 'Mark as paid' : 'Mark as not paid'}
      kind={active ? 'firm' : 'danger'}
      change={change}
      onClose={onClose}
      onAct={(reason) => change.mutate({ params: { id: client.id }, body: { active, reason } }, { onSuccess: onClose })}
    >
      <p>{active ? 'They go on at once.' : 'They are suspended at once, without days of grace.'}</p>
    </ReasonDialog>
  )
}
