// What the founder was texted, whether that is a healthy number of texts, and silence for a while.
import { endSilence, getAlertStats, silenceAlerts, testAlert } from '@jobrun/contracts/alerts'
import { getMonitor } from '@jobrun/contracts/monitor'
import { useState } from 'react'
import { ClientMoment } from '../parts/client-moment.tsx'
import { ClientName } from '../parts/client-name.tsx'
import { Mark } from '../parts/mark.tsx'
import { Moment } from '../parts/moment.tsx'
import { tell } from '../parts/news.tsx'
import { Page } from '../parts/page.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { Answered } from '../parts/states.tsx'
import { WithNumbers } from '../parts/with-numbers.tsx'
import { useAnswer, useChange } from '../wire/answers.ts'
import { spoken } from '../words/codes.ts'
import { plural } from '../words/numbers.ts'

const tones = { healthy: 'good', watch: 'warn', investigate: 'bad' } as const

export function Alerts() {
  const stats = useAnswer(getAlertStats, { query: { hours: '168' } })
  const monitor = useAnswer(getMonitor, {})
  const [isSilencing, setSilencing] = useState(false)
  const test = useChange(testAlert)
  const speak = useChange(endSilence)
  const silencedUntil = monitor.data?.silencedUntil
  return (
    <Page
      title="Alerts"
      about="What the founder was texted in the last seven days."
      actions={
        <>
          <button
            type="button"
            className="button"
            disabled={test.isPending}
            onClick={() =>
              test.mutate({ body: {} }, { onSuccess: () => tell('A test alert is on its way to the founder.') })
            }
          >
            Send a test
          </button>
          {silencedUntil ? (
            <button
              type="button"
              className="button"
              onClick={() => speak.mutate({}, { onSuccess: () => tell('Alerts are texted again.') })}
            >
              End the silence
            </button>
          ) : (
            <button type="button" className="button" onClick={() => setSilencing(true)}>
              Silence…
            </button>
          )}
        </>
      }
    >
      {silencedUntil && (
        <p className="notice">
          Alerts are silent until <Moment at={silencedUntil} />.
        </p>
      )}
      <Answered of={stats} what="the alerts">
        {({ total, verdict, recentAlerts }) => (
          <>
            <p>
              <Mark tone={tones[verdict.word]}>{spoken(verdict.word)}</Mark> {plural(total, 'text')},{' '}
              {verdict.perDay.toFixed(1)} a day. {verdict.because.join(' ')}
            </p>
            <div className="card">
              <ul className="log-lines roomy">
                {recentAlerts.length === 0 && <li className="soft">Nothing had to be told.</li>}
                {recentAlerts.map((text) => (
                  <li key={text.id}>
                    <p>
                      <Mark tone={text.severity === 'HIGH' ? 'bad' : 'warn'}>{spoken(text.type)}</Mark>{' '}
                      <ClientMoment client={text.clientId} at={text.createdAt} />{' '}
                      <span className="soft">{spoken(text.state)}</span>{' '}
                      {text.clientId && <ClientName id={text.clientId} linked />}
                    </p>
                    <p className="said">
                      <WithNumbers>{text.message}</WithNumbers>
                    </p>
                    {text.error && <p className="inline-trouble">{text.error}</p>}
                  </li>
                ))}
              </ul>
            </div>
          </>
        )}
      </Answered>
      {isSilencing && <SilenceDialog onClose={() => setSilencing(false)} />}
    </Page>
  )
}

function SilenceDialog({ onClose }: { onClose: () => void }) {
  const [minutes, setMinutes] = useState(30)
  const silence = useChange(silenceAlerts)
  return (
    <ReasonDialog
      title="No alerts to anybody"
      act="Silence"
      kind="danger"
      change={silence}
      onClose={onClose}
      onAct={(reason) => silence.mutate({ body: { minutes, reason } }, { onSuccess: onClose })}
    >
      <p>For maintenance. What is still wrong afterwards is texted then.</p>
      <fieldset className="field-set">
        <legend className="field-name">For how long?</legend>
        {[30, 60, 240].map((one) => (
          <label key={one} className="check">
            <input type="radio" name="minutes" checked={minutes === one} onChange={() => setMinutes(one)} />
            {one} minutes
          </label>
        ))}
      </fieldset>
    </ReasonDialog>
  )
}
