// Which text's trace is open, and what has been fetched of it.
import { useCallback, useRef, useState } from 'react'
import { NotAnswered } from '../wire/answers.ts'
import type { HandsetMessage } from '../wire/handset-texts.ts'
import { getTrace } from '../wire/trace.ts'

export type Found = { kind: 'looking' } | { kind: 'found'; trace: unknown } | { kind: 'none'; sentence: string }

export interface Why {
  openFor: string | null
  text: HandsetMessage | null
  found: Found
  open: (text: HandsetMessage) => void
  again: () => void
  close: () => void
}

export function useWhy(): Why {
  const [text, setText] = useState<HandsetMessage | null>(null)
  const [found, setFound] = useState<Found>({ kind: 'looking' })
  const asked = useRef(0)
  const opener = useRef<HTMLElement | null>(null)

  const look = async (wanted: HandsetMessage) => {
    asked.current += 1
    const mine = asked.current
    setFound({ kind: 'looking' })
    const answer = await getTrace(wanted.sid).then(
      (trace): Found => ({ kind: 'found', trace }),
      (error: unknown): Found => ({
        kind: 'none',
        sentence: error instanceof NotAnswered ? error.message : 'The trace could not be read.',
      }),
    )
    if (mine === asked.current) setFound(answer)
  }
  const open = (wanted: HandsetMessage) => {
    if (text?.sid === wanted.sid) return close()
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    const handset = opener.current?.closest('.handset')
    requestAnimationFrame(() => handset?.scrollIntoView({ inline: 'nearest', block: 'nearest' }))
    setText(wanted)
    void look(wanted)
  }
  const close = useCallback(() => {
    asked.current += 1
    setText(null)
    opener.current?.focus()
  }, [])
  const again = () => {
    if (text) void look(text)
  }
  return { openFor: text?.sid ?? null, text, found, open, again, close }
}
