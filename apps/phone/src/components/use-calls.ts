// The one call that is under way on this page: it rings on the other handset if that is here, and where it goes on, the
// stand-in of Twilio takes it.
import { useEffect, useRef, useState } from 'react'
import { type CallsAs, LANDLINE } from '../calls/dialled.ts'
import type { Handset } from '../texts/handsets.ts'
import { NotAnswered } from '../wire/answers.ts'
import { type CallOutcome, divertsAll, leaveMessage, ring, type SimulatedCall } from '../wire/calls.ts'

export interface PhoneCall {
  from: Handset
  to: string
  as: CallsAs
  stage: 'ringing' | 'going-on' | 'talking' | 'tone' | 'over'
  /** What the caller heard. */
  heard: readonly string[]
  /** Of a call that reached one of our numbers. */
  sid: string | null
  words: string
}

export interface Calls {
  now: PhoneCall | null
  place: (from: Handset, to: string, as: CallsAs) => void
  answer: () => void
  decline: () => void
  hangUp: () => void
  say: (words: string) => void
  clear: () => void
}

/** Long enough to look at, shorter than a network's 20 seconds. */
const RINGS_FOR_MS = 8_000

export function useCalls(handsets: readonly Handset[]): Calls {
  const [now, setNow] = useState<PhoneCall | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const end = (call: PhoneCall, words: string, more: Partial<PhoneCall> = {}) =>
    setNow({ ...call, stage: 'over', words, ...more })
  const guarded = (call: PhoneCall, work: Promise<void>) =>
    void work.catch((error: unknown) =>
      end(call, error instanceof NotAnswered ? error.message : 'The call could not be placed.'),
    )
  const goOn = async (call: PhoneCall, line: 'free' | 'busy') => {
    clearTimeout(timer.current)
    setNow({ ...call, stage: 'going-on' })
    const from = call.as === 'landline' ? LANDLINE : call.from.number
    const outcome = await ring({
      from,
      to: call.to,
      answeredBy: 'nobody',
      line,
      callerWithheld: call.as === 'withheld',
    })
    setNow(reached(call, outcome, line))
  }
  const begin = async (call: PhoneCall) => {
    const rings = handsets.some(({ number }) => number === call.to) && !(await divertsAll(call.to))
    if (!rings) return goOn(call, 'free')
    setNow(call)
    timer.current = setTimeout(() => guarded(call, goOn(call, 'free')), RINGS_FOR_MS)
  }
  const stop = (words: string) => {
    clearTimeout(timer.current)
    if (now) end(now, words)
  }
  return {
    now,
    place(from, to, as) {
      clearTimeout(timer.current)
      const call: PhoneCall = { from, to, as, stage: 'ringing', heard: [], sid: null, words: '' }
      guarded(call, begin(call))
    },
    answer() {
      clearTimeout(timer.current)
      if (now) setNow({ ...now, stage: 'talking' })
    },
    decline: () => now && guarded(now, goOn(now, 'busy')),
    hangUp() {
      if (now?.stage === 'tone' && now.sid) void leaveMessage(now.sid, '').catch(() => {})
      stop('The call is over.')
    },
    clear: () => setNow(null),
    say(words) {
      if (now?.stage !== 'tone' || !now.sid) return
      const call = now
      guarded(
        call,
        leaveMessage(now.sid, words).then(() => end(call, `Your message was recorded: “${words}”`)),
      )
    },
  }
}

function reached(call: PhoneCall, { outcome, call: at }: CallOutcome, line: 'free' | 'busy'): PhoneCall {
  if (!at) {
    const words =
      outcome === 'answered' ? 'Somebody answered.' : line === 'busy' ? 'They declined.' : 'Nobody answered.'
    return { ...call, stage: 'over', words }
  }
  const heard = sentencesOf(at)
  const waits = at.status === 'in-progress' && at.heard.at(-1)?.kind === 'beep'
  return { ...call, heard, sid: at.sid, stage: waits ? 'tone' : 'over', words: waits ? '' : 'The call is over.' }
}

function sentencesOf({ heard }: SimulatedCall): string[] {
  return heard.filter(({ kind }) => kind === 'say' || kind === 'error').map(({ text }) => text)
}
