// What a handset's screen shows of its texts: the newest at the foot, and kept in sight unless the reader scrolled up.

import { spaced } from '@jobrun/words/phone-number'
import { Fragment, useEffect, useMemo, useRef } from 'react'
import type { Handset } from '../texts/handsets.ts'
import { dayName, timelineOf } from '../texts/timeline.ts'
import type { OurNumber } from '../wire/world.ts'
import { Bubble, UnsentBubble } from './bubble.tsx'
import type { Texts } from './use-texts.ts'
import type { Why } from './use-why.ts'

export interface ConversationProps {
  handset: Handset
  numbers: readonly OurNumber[]
  texts: Texts
  why: Why
  now: () => Date
  inputId: string
  openingTexts: readonly string[]
  onDraft: (draft: string) => void
}

const nearFootPx = 80

export function Conversation({ handset, numbers, texts, why, now, inputId, openingTexts, onDraft }: ConversationProps) {
  const { thread, sendAgain } = texts
  const lines = useMemo(() => timelineOf(thread, handset.number), [thread, handset.number])
  const unsent = thread.unsent.filter(({ from }) => from === handset.number)
  const box = useRef<HTMLDivElement>(null)
  const stays = useRef(true)
  const lastTop = useRef(0)
  const length = lines.length + unsent.length
  useEffect(() => {
    const screen = box.current
    const inner = screen?.lastElementChild
    if (!screen || !inner) return
    const observer = new ResizeObserver(() => {
      if (stays.current) screen.scrollTop = screen.scrollHeight
    })
    observer.observe(screen)
    observer.observe(inner)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (unsent.length === 0 || !box.current) return
    stays.current = true
    box.current.scrollTop = box.current.scrollHeight
  }, [unsent.length])
  const onScroll = () => {
    if (!box.current) return
    const { scrollHeight, scrollTop, clientHeight } = box.current
    if (scrollHeight - scrollTop - clientHeight < nearFootPx) stays.current = true
    else if (scrollTop < lastTop.current) stays.current = false
    lastTop.current = scrollTop
  }
  const nameOf = (number: string) => numbers.find((one) => one.number === number)?.label ?? spaced(number)
  const tryWords = (words: string) => {
    onDraft(words)
    document.getElementById(inputId)?.focus()
  }
  return (
    <div
      className="conversation"
      ref={box}
      onScroll={onScroll}
      role="log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
      tabIndex={0}
      aria-live="off"
      aria-label={`Texts on ${handset.label}’s phone`}
    >
      {length === 0 && <Opening handset={handset} texts={openingTexts} onPick={tryWords} />}
      <div className="lines">
        {lines.map((line) => (
          <Fragment key={line.text.sid}>
            {line.opensDay && <p className="day">{dayName(line.text.dateCreated, now())}</p>}
            {line.opensRun && <p className="with">with {nameOf(line.other)}</p>}
            <Bubble
              line={line}
              webhook={thread.webhooks.get(line.text.sid)}
              whyIsOpen={why.openFor === line.text.sid}
              onWhy={why.open}
            />
          </Fragment>
        ))}
        {unsent.map((one) => (
          <UnsentBubble key={one.key} unsent={one} onAgain={sendAgain} />
        ))}
      </div>
    </div>
  )
}

const waitingFor = {
  customer: 'Be a customer. Text the business as anybody would.',
  owner: 'The owner’s phone. When a job is urgent, the alert arrives here.',
  founder: 'The founder’s phone. It stays quiet unless something needs a person.',
} as const

interface OpeningProps {
  handset: Handset
  texts: readonly string[]
  onPick: (words: string) => void
}

function Opening({ handset, texts, onPick }: OpeningProps) {
  return (
    <div className="opening">
      <p>{waitingFor[handset.role]}</p>
      {handset.role === 'customer' &&
        texts.map((words) => (
          <button key={words} type="button" onClick={() => onPick(words)}>
            {words}
          </button>
        ))}
    </div>
  )
}
