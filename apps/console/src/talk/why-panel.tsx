// Why a text was answered as it was: the decision trace, stage by stage, in plain words.
import { getMessageTrace } from '@jobrun/contracts/trace'
import type { Stage } from '@jobrun/words/trace/stage'
import { stagesOf } from '@jobrun/words/trace/stages'
import { useEffect, useRef, useState } from 'react'
import { Answered } from '../parts/states.tsx'
import { WithNumbers } from '../parts/with-numbers.tsx'
import { Icon } from '../shell/icon.tsx'
import { useAnswer } from '../wire/answers.ts'
import { LabelDialog } from './label-dialog.tsx'

export function WhyPanel({ sid, onClose }: { sid: string; onClose: () => void }) {
  const found = useAnswer(getMessageTrace, { params: { messageSid: sid } })
  const [isWrong, setWrong] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text begins at its heading
  useEffect(() => heading.current?.focus(), [sid])
  const turn = found.data?.turn
  return (
    <aside className="why" aria-label="Why this answer">
      <header className="why-head">
        <h2 ref={heading} tabIndex={-1}>
          Why this answer?
        </h2>
        <button type="button" className="button" data-kind="quiet" data-icon="" onClick={onClose}>
          <Icon name="close" />
          <span className="unseen">Close</span>
        </button>
      </header>
      <Answered of={found} what="the trace">
        {(trace) => (
          <>
            <p className="why-summary">
              <WithNumbers>{trace.summary}</WithNumbers>
            </p>
            <ol className="stages">
              {numbered(stagesOf(asWritten(trace))).map(({ key, stage }) => (
                <StageLine key={key} stage={stage} />
              ))}
            </ol>
          </>
        )}
      </Answered>
      {turn && (
        <p className="why-foot">
          <button type="button" className="button" data-small="" onClick={() => setWrong(true)}>
            That was wrong…
          </button>
        </p>
      )}
      {turn && isWrong && <LabelDialog turnId={turn.id} onClose={() => setWrong(false)} />}
    </aside>
  )
}

/** The words read a trace as it is on the wire, moments as text. */
function asWritten(trace: unknown): unknown {
  return JSON.parse(JSON.stringify(trace))
}

function numbered(stages: readonly Stage[]): { key: string; stage: Stage }[] {
  const seen = new Map<string, number>()
  return stages.map((stage) => {
    const nth = (seen.get(stage.name) ?? 0) + 1
    seen.set(stage.name, nth)
    return { key: `${stage.name} ${nth}`, stage }
  })
}

function StageLine({ stage }: { stage: Stage }) {
  return (
    <li className="stage" data-tone={stage.tone}>
      <p className="stage-name">{stage.name}</p>
      <h3>{stage.question}</h3>
      <p className="stage-answer">
        <WithNumbers>{stage.answer}</WithNumbers>
      </p>
      {stage.quote && (
        <blockquote className="said">
          <WithNumbers>{stage.quote}</WithNumbers>
        </blockquote>
      )}
      {stage.notes.map((note) => (
        <p key={note} className="stage-note">
          <WithNumbers>{note}</WithNumbers>
        </p>
      ))}
      {stage.facts.length > 0 && <Pairs of={stage.facts} />}
      {stage.more.length > 0 && (
        <details>
          <summary>More</summary>
          <Pairs of={stage.more} />
        </details>
      )}
    </li>
  )
}

function Pairs({ of }: { of: Stage['facts'] }) {
  return (
    <dl className="pairs">
      {of.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <WithNumbers>{value}</WithNumbers>
          </dd>
        </div>
      ))}
    </dl>
  )
}
