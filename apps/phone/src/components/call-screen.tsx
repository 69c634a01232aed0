// What a handset shows of calls: somebody rings, a call of its own goes on, or the pad to dial on.

import { spaced } from '@jobrun/words/phone-number'
import { useEffect, useRef } from 'react'
import type { Handset } from '../texts/handsets.ts'
import type { OurNumber } from '../wire/world.ts'
import { DialPad } from './dial-pad.tsx'
import { OwnCall } from './own-call.tsx'
import type { Calls, PhoneCall } from './use-calls.ts'

export interface CallScreenProps {
  handset: Handset
  others: readonly Handset[]
  numbers: readonly OurNumber[]
  calls: Calls
  dialOpen: boolean
  onClose: () => void
}

export function CallScreen(props: CallScreenProps) {
  const { handset, others, numbers, calls, dialOpen, onClose } = props
  const call = calls.now
  const nameOf = (number: string) =>
    [...others, ...numbers].find((one) => one.number === number)?.label ?? spaced(number)
  if (call?.to === handset.number && (call.stage === 'ringing' || call.stage === 'talking'))
    return <Incoming call={call} calls={calls} label={handset.label} />
  if (!dialOpen) return null
  if (call?.from.id === handset.id)
    return <OwnCall call={call} calls={calls} name={nameOf(call.to)} onClose={onClose} />
  return <DialPad {...props} busy={call !== null && call.stage !== 'over'} />
}

interface IncomingProps {
  call: PhoneCall
  calls: Calls
  label: string
}

function Incoming({ call, calls, label }: IncomingProps) {
  const first = useRef<HTMLButtonElement>(null)
  const talks = call.stage === 'talking'
  const who = call.as === 'withheld' ? 'Somebody who hides their number' : call.from.label
  useEffect(() => {
    first.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [])
  return (
    <section className="call" aria-label={`A call on ${label}’s phone`} data-stage={call.stage}>
      <p className="call-words" role="status">
        {talks ? `You are talking to ${who}.` : `${who} is calling`}
      </p>
      <p className="call-buttons">
        {talks ? (
          <button type="button" className="call-end" onClick={calls.hangUp}>
            Hang up
          </button>
        ) : (
          <>
            <button type="button" className="call-begin" ref={first} onClick={calls.answer}>
              Answer
            </button>
            <button type="button" className="call-end" onClick={calls.decline}>
              Decline
            </button>
          </>
        )}
      </p>
      {!talks && <p className="call-note">Or let it ring: after a moment it counts as not answered.</p>}
    </section>
  )
}
