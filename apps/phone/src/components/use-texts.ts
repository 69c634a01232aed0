// The page's knowledge of all texts: fed by histories and events, added to by what is written here.
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { emptyThread, type Thread, type Unsent, withNews } from '../texts/thread.ts'
import { NotAnswered } from '../wire/answers.ts'
import { followEvents, type Link } from '../wire/events.ts'
import { getHistory, type NewText, sendText } from '../wire/handset-texts.ts'

export interface Texts {
  thread: Thread
  link: Link
  send: (text: NewText) => void
  /** A text that was not taken, once more. */
  sendAgain: (unsent: Unsent) => void
}

export function useTexts(numbers: readonly string[]): Texts {
  const [thread, tell] = useReducer(withNews, emptyThread)
  const [link, setLink] = useState<Link>('connecting')
  const count = useRef(0)
  const watched = numbers.join(' ')
  const present = useRef(watched)

  const reload = useCallback(async (phones: string) => {
    for (const phone of phones.split(' ').filter(Boolean)) {
      const texts = await getHistory(phone).catch(() => [])
      tell({ kind: 'history', texts })
    }
  }, [])

  useEffect(() => {
    present.current = watched
    void reload(watched)
  }, [reload, watched])

  useEffect(() => {
    const again = () => void reload(present.current)
    window.addEventListener('online', again)
    const stop = followEvents({
      onText: (text) => tell({ kind: 'live', text }),
      onLink: (state) => {
        setLink(state)
        if (state === 'live') again()
      },
    })
    return () => {
      window.removeEventListener('online', again)
      stop()
    }
  }, [reload])

  const send = useCallback(async (text: NewText) => {
    count.current += 1
    const key = `unsent ${count.current}`
    tell({ kind: 'written', unsent: { ...text, key, sid: null, failed: null } })
    try {
      tell({ kind: 'taken', key, taken: await sendText(text) })
    } catch (error) {
      const sentence = error instanceof NotAnswered ? error.message : 'The text could not be sent.'
      tell({ kind: 'refused', key, sentence })
    }
  }, [])

  const sendAgain = ({ key, from, to, body, media }: Unsent) => {
    tell({ kind: 'withdrawn', key })
    void send({ from, to, body, ...(media ? { media } : {}) })
  }
  return { thread, link, send: (text) => void send(text), sendAgain }
}
