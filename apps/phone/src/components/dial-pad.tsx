// Where a number or a network's code is dialled.
import { type FormEvent, useId, useState } from 'react'
import { type CallsAs, readDialled } from '../calls/dialled.ts'
import type { Handset } from '../texts/handsets.ts'
import { NotAnswered } from '../wire/answers.ts'
import { dialCode } from '../wire/calls.ts'
import type { Calls } from './use-calls.ts'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const
const asWhom: readonly { as: CallsAs; words: string }[] = [
  { as: 'own', words: 'Showing my number' },
  { as: 'withheld', words: 'Hiding my number' },
  { as: 'landline', words: 'From a landline, which takes no texts' },
]

export interface DialPadProps {
  handset: Handset
  others: readonly Handset[]
  calls: Calls
  /** Another phone is on a call. */
  busy: boolean
  onClose: () => void
}

export function DialPad({ handset, others, calls, busy, onClose }: DialPadProps) {
  const [written, setWritten] = useState('')
  const [as, setAs] = useState<CallsAs>('own')
  const [screen, setScreen] = useState('')
  const id = useId()
  const begin = (event: FormEvent) => {
    event.preventDefault()
    const dialled = readDialled(written, handset.number)
    if (dialled.kind === 'unclear') return setScreen('Dial a number such as +447700900200, or a code such as ##002#.')
    if (dialled.kind === 'number') return calls.place(handset, dialled.number, as)
    dialCode(handset.number, dialled.digits).then(setScreen, (error: unknown) =>
      setScreen(error instanceof NotAnswered ? error.message : 'The code could not be dialled.'),
    )
  }
  return (
    <form className="call dial" aria-label={`Dial on ${handset.label}’s phone`} onSubmit={begin}>
      <p className="dial-people">
        {others.map(({ id: key, label, number }) => (
          <button key={key} type="button" className="quiet" onClick={() => setWritten(number)}>
            {label}
          </button>
        ))}
      </p>
      <label htmlFor={`${id}-number`}>Number or code</label>
      <input
        id={`${id}-number`}
        type="tel"
        autoComplete="off"
        value={written}
        onChange={(event) => setWritten(event.target.value)}
      />
      <div className="dial-keys">
        {keys.map((key) => (
          <button key={key} type="button" onClick={() => setWritten(written + key)}>
            {key}
          </button>
        ))}
      </div>
      <label htmlFor={`${id}-as`}>Call</label>
      <select id={`${id}-as`} value={as} onChange={(event) => setAs(event.target.value as CallsAs)}>
        {asWhom.map((one) => (
          <option key={one.as} value={one.as}>
            {one.words}
          </option>
        ))}
      </select>
      <p className="call-note" role="status">
        {busy ? 'Another phone is on a call: wait until it is over.' : screen}
      </p>
      <p className="call-buttons">
        <button type="submit" className="call-begin" disabled={busy || written.trim() === ''}>
          Call
        </button>
        <button type="button" className="quiet" onClick={onClose}>
          Close
        </button>
      </p>
    </form>
  )
}
