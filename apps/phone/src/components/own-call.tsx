// The caller's side: it rings, a sentence is heard, and after the tone something may be said.
import { type FormEvent, useId, useState } from 'react'
import type { Calls, PhoneCall } from './use-calls.ts'

export interface OwnCallProps {
  call: PhoneCall
  calls: Calls
  /** Who is called. */
  name: string
  onClose: () => void
}

const stages: Record<PhoneCall['stage'], (name: string) => string> = {
  ringing: (name) => `Calling ${name}: it rings`,
  'going-on': (name) => `Calling ${name}: nobody there, it goes on`,
  talking: (name) => `You are talking to ${name}.`,
  tone: () => 'You hear:',
  over: () => 'Call ended',
}

export function OwnCall({ call, calls, name, onClose }: OwnCallProps) {
  const [words, setWords] = useState('')
  const boxId = useId()
  const leave = (event: FormEvent) => {
    event.preventDefault()
    if (words.trim() !== '') calls.say(words.trim())
  }
  return (
    <section className="call" aria-label={`${call.from.label}’s call`} data-stage={call.stage}>
      <p className="call-words" role="status">
        {stages[call.stage](name)}
      </p>
      {call.heard.map((sentence) => (
        <blockquote key={sentence}>{sentence}</blockquote>
      ))}
      {call.stage === 'tone' && (
        <form onSubmit={leave}>
          <label htmlFor={boxId}>After the tone, say:</label>
          <textarea id={boxId} rows={2} value={words} onChange={(event) => setWords(event.target.value)} />
          <p className="call-buttons">
            <button type="submit" className="call-begin" disabled={words.trim() === ''}>
              Leave message
            </button>
            <button type="button" className="call-end" onClick={calls.hangUp}>
              Hang up
            </button>
          </p>
        </form>
      )}
      {call.stage === 'over' ? (
        <>
          <p className="call-note">{call.words}</p>
          <p className="call-buttons">
            <button type="button" className="quiet" onClick={() => calls.place(call.from, call.to, call.as)}>
              Call again
            </button>
            <button
              type="button"
              className="firm"
              onClick={() => {
                calls.clear()
                onClose()
              }}
            >
              Done
            </button>
          </p>
        </>
      ) : (
        call.stage !== 'tone' && (
          <p className="call-buttons">
            <button type="button" className="call-end" disabled={call.stage === 'going-on'} onClick={calls.hangUp}>
              Hang up
            </button>
          </p>
        )
      )}
    </section>
  )
}
