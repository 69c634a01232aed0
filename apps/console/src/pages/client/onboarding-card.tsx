// The story of signing up: where they stand, what comes next, what an operator can do about it, and what happened.

import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as contract from '@jobrun/contracts/onboarding'
import { useState } from 'react'
import { Moment } from '../../parts/moment.tsx'
import { tell } from '../../parts/news.tsx'
import { Card } from '../../parts/page.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { Answered } from '../../parts/states.tsx'
import type { Client } from '../../parts/use-client.ts'
import { useAnswer, useChange } from '../../wire/answers.ts'
import { missingWords, spoken } from '../../words/codes.ts'
import { plural } from '../../words/numbers.ts'

type Onboarding = OutputOf<typeof contract.getOnboarding>

const acts = [
  {
    title: 'Ask again',
    endpoint: contract.resendQuestion,
    does: 'Texts the owner the question that stands once more, by day.',
  },
  {
    title: 'Take as answered',
    endpoint: contract.advanceOnboarding,
    does: 'The question that stands counts as answered, and the next is asked.',
  },
  { title: 'One back', endpoint: contract.backOnboarding, does: 'Goes back to the question before.' },
  { title: 'Test call seen', endpoint: contract.confirmTestCall, does: 'Takes the test call as proven.' },
  {
    title: 'Begin anew',
    endpoint: contract.restartOnboarding,
    does: 'Back to the first question; what was told stays until it is answered anew.',
  },
] as const
type Act = (typeof acts)[number]

export function OnboardingCard({ client }: { client: Client }) {
  const found = useAnswer(contract.getOnboarding, { params: { id: client.id } })
  const [chosen, setChosen] = useState<Act | null>(null)
  return (
    <Card title="Signing up">
      <div className="card-inside">
        <Answered of={found} what="the story">
          {(story) => (
            <>
              <Standing story={story} zone={client.timezone} />
              {story.currentState !== 'COMPLETE' && (
                <div className="choices">
                  {acts.map((act) => (
                    <button
                      key={act.title}
                      type="button"
                      className="button"
                      data-small=""
                      onClick={() => setChosen(act)}
                    >
                      {act.title}…
                    </button>
                  ))}
                </div>
              )}
              <History story={story} zone={client.timezone} />
            </>
          )}
        </Answered>
      </div>
      {chosen && <ActDialog act={chosen} client={client} onClose={() => setChosen(null)} />}
    </Card>
  )
}

function Standing({ story, zone }: { story: Onboarding; zone: string }) {
  if (story.currentState === 'COMPLETE')
    return (
      <p>
        Signed up
        {story.completedAt && (
          <>
            {' '}
            since <Moment at={story.completedAt} zone={zone} />
          </>
        )}
        .
      </p>
    )
  return (
    <>
      <p>
        <strong>{spoken(story.currentState)}</strong> for <Moment at={story.stateEnteredAt} zone={zone} as="age" />.
        Asked for: {story.asks}.
      </p>
      <p className="soft">
        {story.missing.length > 0 && `Still missing: ${story.missing.map((one) => missingWords[one]).join(', ')}. `}
        {story.paid ? 'Paid.' : 'Not paid yet.'}
        {story.rejections > 0 && ` ${plural(story.rejections, 'answer was', 'answers were')} not understood.`}
        {story.handedOver && ' A person was told.'}
      </p>
    </>
  )
}

function History({ story, zone }: { story: Onboarding; zone: string }) {
  if (story.history.length === 0) return <p className="soft">Nothing has happened yet.</p>
  return (
    <details>
      <summary>What happened ({story.history.length})</summary>
      <ol className="log-lines">
        {story.history.map((one) => (
          <li key={`${one.at.toISOString()} ${one.kind} ${one.toState}`}>
            <Moment at={one.at} zone={zone} /> {spoken(one.kind)}: {spoken(one.outcome)}
            {one.fromState !== one.toState && (
              <span className="soft">
                {' '}
                {spoken(one.fromState)} → {spoken(one.toState)}
              </span>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}

function ActDialog({ act, client, onClose }: { act: Act; client: Client; onClose: () => void }) {
  const change = useChange(act.endpoint)
  return (
    <ReasonDialog
      title={`${act.title}: ${client.businessName}`}
      act={act.title}
      change={change}
      onClose={onClose}
      onAct={(reason) =>
        change.mutate(
          { params: { id: client.id }, body: { reason } },
          {
            onSuccess: () => {
              tell(`Done: ${act.title.toLowerCase()}.`)
              onClose()
            },
          },
        )
      }
    >
      <p>{act.does}</p>
    </ReasonDialog>
  )
}
