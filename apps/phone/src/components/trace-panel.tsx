// The trace of one text beside the phones: stage by stage, in plain words.

import type { Stage } from '@jobrun/words/trace/stage'
import { stagesOf, summaryOf } from '@jobrun/words/trace/stages'
import { useEffect, useRef } from 'react'
import { CrossIcon } from './icons.tsx'
import type { Why } from './use-why.ts'

export function TracePanel({ why }: { why: Why }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { openFor, close } = why
  useEffect(() => {
    if (openFor) heading.current?.focus()
  }, [openFor])
  useEffect(() => {
    if (!openFor) return
    const onEscape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }
    document.addEventListener('keydown', onEscape)
    return () => document.removeEventListener('keydown', onEscape)
  }, [openFor, close])
  if (!why.text) return null
  return (
    <aside className="trace" aria-label="Why this answer">
      <header>
        <h2 tabIndex={-1} ref={heading}>
          {why.text.direction === 'in' ? 'What happened' : 'Why this answer?'}
        </h2>
        <button type="button" className="round" aria-label="Close the trace" onClick={close}>
          <CrossIcon />
        </button>
      </header>
      <p className="trace-about">“{why.text.body || 'a photo'}”</p>
      <Inside why={why} />
    </aside>
  )
}

function Inside({ why: { found, again } }: { why: Why }) {
  if (found.kind === 'looking')
    return (
      <p className="trace-none" role="status">
        Looking it up…
      </p>
    )
  if (found.kind === 'none')
    return (
      <div className="trace-none" role="status">
        <p>{found.sentence}</p>
        <button type="button" className="firm" onClick={again}>
          Look again
        </button>
      </div>
    )
  const seen = new Map<string, number>()
  const summary = summaryOf(found.trace)
  return (
    <>
      {summary && <p className="trace-summary">{summary}</p>}
      <ol className="stages">
        {stagesOf(found.trace).map((stage) => {
          const nth = (seen.get(stage.name) ?? 0) + 1
          seen.set(stage.name, nth)
          return <StageView key={`${stage.name} ${nth}`} stage={stage} />
        })}
      </ol>
      <p className="trace-foot">
        <button type="button" className="quiet" onClick={again}>
          Look again
        </button>
      </p>
    </>
  )
}

function StageView({ stage }: { stage: Stage }) {
  return (
    <li className="stage" data-tone={stage.tone}>
      <p className="stage-name">{stage.name}</p>
      <h3>{stage.question}</h3>
      {stage.answer && <p className="stage-answer">{stage.answer}</p>}
      {stage.quote && (
        <blockquote dir="auto">
          <p>{stage.quote}</p>
        </blockquote>
      )}
      <Pairs pairs={stage.facts} />
      {stage.notes.map((note) => (
        <p className="stage-note" key={note}>
          {note}
        </p>
      ))}
      {stage.more.length > 0 && (
        <details>
          <summary>Details</summary>
          <Pairs pairs={stage.more} />
        </details>
      )}
    </li>
  )
}

function Pairs({ pairs }: { pairs: Stage['facts'] }) {
  if (pairs.length === 0) return null
  return (
    <dl>
      {pairs.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
