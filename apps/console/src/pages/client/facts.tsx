// What the client's replies may state, each quoted as it stands.

import type { OutputOf } from '@jobrun/contracts/endpoint'
import { addFact, listFacts, removeFact } from '@jobrun/contracts/facts'
import { factKinds } from '@jobrun/domain/grounding/fact'
import { useState } from 'react'
import { Card } from '../../parts/page.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { Answered } from '../../parts/states.tsx'
import type { Client } from '../../parts/use-client.ts'
import { useAnswer, useChange } from '../../wire/answers.ts'
import { spoken } from '../../words/codes.ts'

type Fact = OutputOf<typeof addFact>

export function Facts({ client }: { client: Client }) {
  const found = useAnswer(listFacts, { params: { id: client.id } })
  const [isAdding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Fact | null>(null)
  return (
    <Card
      title="What replies may state"
      actions={
        <button type="button" className="button" data-small="" onClick={() => setAdding(true)}>
          Add a fact…
        </button>
      }
    >
      <Answered of={found} what="the facts">
        {({ items }) => (
          <ul className="card-inside fact-lines">
            {items.length === 0 && <li className="soft">Nothing yet: replies state neither prices nor hours.</li>}
            {items.map((fact) => (
              <li key={fact.id}>
                <span className="said">{fact.quoted}</span>
                <span className="soft">{spoken(fact.kind)}</span>
                <button
                  type="button"
                  className="button"
                  data-kind="quiet"
                  data-small=""
                  onClick={() => setRemoving(fact)}
                >
                  Remove<span className="unseen">: {fact.quoted}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Answered>
      {isAdding && <AddDialog client={client} onClose={() => setAdding(false)} />}
      {removing && <RemoveDialog client={client} fact={removing} onClose={() => setRemoving(null)} />}
    </Card>
  )
}

function AddDialog({ client, onClose }: { client: Client; onClose: () => void }) {
  const [kind, setKind] = useState<Fact['kind']>('service')
  const [about, setAbout] = useState('')
  const [says, setSays] = useState('')
  const change = useChange(addFact)
  const isAbout = kind !== 'area' && kind !== 'hours'
  return (
    <ReasonDialog
      title={`A fact of ${client.businessName}`}
      act="Add it"
      change={change}
      onClose={onClose}
      onAct={(reason) =>
        change.mutate(
          { params: { id: client.id }, body: { kind, ...(isAbout ? { about } : {}), says, reason } },
          { onSuccess: onClose },
        )
      }
    >
      <div className="field">
        <label htmlFor="fact-kind">Kind</label>
        <select
          id="fact-kind"
          className="input"
          value={kind}
          onChange={(event) => setKind(factKinds.find((one) => one === event.target.value) ?? 'service')}
        >
          {factKinds.map((one) => (
            <option key={one} value={one}>
              {spoken(one)}
            </option>
          ))}
        </select>
      </div>
      {isAbout && (
        <div className="field">
          <label htmlFor="fact-about">{kind === 'answer' ? 'The question' : 'What it is about'}</label>
          <input
            id="fact-about"
            className="input"
            required
            value={about}
            onChange={(event) => setAbout(event.target.value)}
          />
        </div>
      )}
      <div className="field">
        <label htmlFor="fact-says">What replies say</label>
        <input
          id="fact-says"
          className="input"
          required
          value={says}
          onChange={(event) => setSays(event.target.value)}
        />
      </div>
    </ReasonDialog>
  )
}

function RemoveDialog({ client, fact, onClose }: { client: Client; fact: Fact; onClose: () => void }) {
  const change = useChange(removeFact)
  return (
    <ReasonDialog
      title="Remove this fact?"
      act="Remove it"
      kind="danger"
      change={change}
      onClose={onClose}
      onAct={(reason) =>
        change.mutate({ params: { id: client.id, factId: fact.id }, body: { reason } }, { onSuccess: onClose })
      }
    >
      <p className="said">{fact.quoted}</p>
    </ReasonDialog>
  )
}
