// The page's knowledge of all texts: fed by histories and events, added to by what is written here.
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { emptyThread, type Thread, withNews } from '../texts/thread.ts'
import { NotAnswered } from '../wire/answers.ts'
import { followEvents, type Link } from '../wire/events.ts'
import { getHistory, type NewText, sendText } from '../wire/handset-texts.ts'

export interface Texts {
  thread: Thread
  link: Link
  send: (text: NewText) => void
  withdraw: (key: string) => void
}

export function useTexts(numbers: readonly string[]): Texts {
  const [thread, tell] = useReducer(withNews, emptyThread)
  const [link, setLink] = useState<Link>('connecting')
  const count = useRef(0)
  const watched = numbers.join(' ')
  const present = useRef(watched)
  present.current = watched

  const reload = useCallback(async (phones: string) => {
    for (const phone of phones.split(' ').filter(Boolean)) {
      const texts = await getHistory(phone).catch(() => [])
      tell({ kind: 'history', texts })
    }
  }, [])

  useEffect(() => {
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
    const { from, to, body, media } = text
    tell({ kind: 'written', unsent: { key, from, to, body, photos: media?.length ?? 0, sid: null, failed: null } })
    try {
      tell({ kind: 'taken', key, taken: await sendText(text) })
    } catch (error) {
      const sentence = error instanceof NotAnswered ? error.message : 'The text could not be sent.'
      tell({ kind: 'refused', key, sentence })
    }
  }, [])

  const withdraw = useCallback((key: string) => tell({ kind: 'withdrawn', key }), [])
  return { thread, link, send: (text) => void send(text), withdraw }
}
