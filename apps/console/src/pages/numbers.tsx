// The pool of numbers, and where it differs from the account at Twilio.

import type { OutputOf } from '@jobrun/contracts/endpoint'
import { checkNumbers, listNumbers, setUpNumber } from '@jobrun/contracts/numbers'
import { masked } from '@jobrun/words/phone-number'
import { useState } from 'react'
import { ClientMoment } from '../parts/client-moment.tsx'
import { ClientName } from '../parts/client-name.tsx'
import { Mark } from '../parts/mark.tsx'
import { tell } from '../parts/news.tsx'
import { Page } from '../parts/page.tsx'
import { AskablePhone } from '../parts/phone.tsx'
import { ReadOn } from '../parts/read-on.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { Answered, Empty, Trouble } from '../parts/states.tsx'
import { WithNumbers } from '../parts/with-numbers.tsx'
import { useAnswer, useChange, usePages } from '../wire/answers.ts'
import { spoken } from '../words/codes.ts'
import { plural } from '../words/numbers.ts'

type PoolNumber = OutputOf<typeof setUpNumber>
const tones = { AVAILABLE: 'good', RESERVED: 'warn', ASSIGNED: 'accent', RESTING: 'plain' } as const

export function Numbers() {
  const found = usePages(listNumbers, { query: { limit: '50' } })
  const [isChecking, setChecking] = useState(false)
  const [setting, setSetting] = useState<PoolNumber | null>(null)
  return (
    <Page
      title="Numbers"
      actions={
        <button type="button" className="button" onClick={() => setChecking(true)} disabled={isChecking}>
          Compare with Twilio
        </button>
      }
    >
      {isChecking && <Check />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section className="card table-around" tabIndex={0} aria-label="The pool">
        <Answered of={found} what="the numbers">
          {() =>
            found.items.length === 0 ? (
              <Empty title="The pool is empty.">
                <p>
                  Owners who sign up wait for a number. Bring some in with <code>npm run numbers:import</code>.
                </p>
              </Empty>
            ) : (
              <table>
                <thead>
                  <tr>
                    <th scope="col">Number</th>
                    <th scope="col">Status</th>
                    <th scope="col">Whose</th>
                    <th scope="col">Points at us</th>
                    <th scope="col">
                      <span className="unseen">Actions</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {found.items.map((one) => (
                    <Row key={one.id} one={one} onSetUp={() => setSetting(one)} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answered>
      </section>
      <ReadOn of={found} />
      {setting && <SetUpDialog one={setting} onClose={() => setSetting(null)} />}
    </Page>
  )
}

function Row({ one, onSetUp }: { one: PoolNumber; onSetUp: () => void }) {
  return (
    <tr data-row="">
      <td>
        <AskablePhone number={one.phoneE164} /> <span className="soft">{one.region}</span>
      </td>
      <td>
        <Mark tone={tones[one.status]}>{spoken(one.status)}</Mark>{' '}
        {one.restsUntil && one.status === 'RESTING' && (
          <span className="soft">
            until <ClientMoment client={one.clientId} at={one.restsUntil} />
          </span>
        )}
      </td>
      <td>{one.role === 'OPERATIONAL' ? one.clientId && <ClientName id={one.clientId} linked /> : spoken(one.role)}</td>
      <td>
        {one.setupError ? (
          <span className="inline-trouble">
            <WithNumbers>{one.setupError}</WithNumbers>
          </span>
        ) : one.setUpAt ? (
          <ClientMoment client={one.clientId} at={one.setUpAt} />
        ) : (
          <span className="soft">not yet</span>
        )}
      </td>
      <td className="amount">
        <button type="button" className="button" data-kind="quiet" data-small="" onClick={onSetUp}>
          Set up…<span className="unseen"> {masked(one.phoneE164)}</span>
        </button>
      </td>
    </tr>
  )
}

function Check() {
  const found = useAnswer(checkNumbers, {}, { freshMs: 60_000 })
  return (
    <Answered of={found} what="what Twilio has">
      {({ problem, inPool, inAccount, faults }) => (
        <div className="card card-inside notice">
          {problem && <Trouble error={new Error(problem)} />}
          <p>
            {plural(inPool, 'number')} in the pool, {inAccount} in the account.{' '}
            {faults.length === 0 ? 'They agree.' : `${plural(faults.length, 'difference')}:`}
          </p>
          <ul className="log-lines">
            {faults.map((fault) => (
              <li key={`${fault.phoneE164} ${fault.kind}`}>
                <AskablePhone number={fault.phoneE164} /> <WithNumbers>{fault.detail}</WithNumbers>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Answered>
  )
}

function SetUpDialog({ one, onClose }: { one: PoolNumber; onClose: () => void }) {
  const change = useChange(setUpNumber)
  return (
    <ReasonDialog
      title="Point this number at us once more"
      act="Set up"
      change={change}
      onClose={onClose}
      onAct={(reason) =>
        change.mutate(
          { params: { id: one.id }, body: { reason } },
          {
            onSuccess: () => {
              tell('It is pointed at us within a minute.')
              onClose()
            },
          },
        )
      }
    >
      <p>
        <AskablePhone number={one.phoneE164} />
      </p>
    </ReasonDialog>
  )
}
