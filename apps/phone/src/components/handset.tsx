// One phone on the screen: whose it is, whom it texts, what was said, and where to write.

import { spaced } from '@jobrun/words/phone-number'
import { useEffect, useId, useRef, useState } from 'react'
import type { Handset } from '../texts/handsets.ts'
import type { OurNumber } from '../wire/world.ts'
import { CallScreen } from './call-screen.tsx'
import { Composer } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import { HandsetSettings } from './handset-settings.tsx'
import { CogIcon, PhoneIcon } from './icons.tsx'
import type { Calls } from './use-calls.ts'
import type { Texts } from './use-texts.ts'
import type { Why } from './use-why.ts'

export interface HandsetViewProps {
  handset: Handset
  others: readonly Handset[]
  numbers: readonly OurNumber[]
  texts: Texts
  why: Why
  calls: Calls
  now: () => Date
  draft: string
  openingTexts: readonly string[]
  onDraft: (draft: string) => void
  onChange: (change: Partial<Handset>) => void
  onRemove: () => void
  onSeen: (visible: boolean) => void
}

export function HandsetView(props: HandsetViewProps) {
  const { handset, numbers, texts, draft, onDraft, onChange, onSeen } = props
  const [settingsOpen, setSettingsOpen] = useState(false)
  const [dialOpen, setDialOpen] = useState(false)
  const dialButton = useRef<HTMLButtonElement>(null)
  const frame = useRef<HTMLElement>(null)
  const settingsButton = useRef<HTMLButtonElement>(null)
  const toId = useId()
  useVisible(frame, onSeen)
  const closeSettings = () => {
    setSettingsOpen(false)
    settingsButton.current?.focus()
  }
  const closeDial = () => {
    setDialOpen(false)
    dialButton.current?.focus()
  }
  const send = (body: string, media: { contentType: string; base64: string }[]) =>
    texts.send({ from: handset.number, to: handset.textsTo, body, ...(media.length > 0 ? { media } : {}) })
  return (
    <section
      className="handset"
      ref={frame}
      id={domIdOf(handset)}
      data-role={handset.role}
      aria-label={`${handset.label} phone`}
    >
      <header>
        <span className="face" aria-hidden="true">
          {handset.label.charAt(0).toUpperCase()}
        </span>
        <div className="whose">
          <h2>{handset.label}</h2>
          <p>{spaced(handset.number)}</p>
        </div>
        <button
          type="button"
          className="round"
          ref={dialButton}
          aria-label={`Call from ${handset.label}’s phone`}
          title="Call"
          aria-expanded={dialOpen}
          onClick={() => setDialOpen(!dialOpen)}
        >
          <PhoneIcon />
        </button>
        <button
          type="button"
          className="round"
          ref={settingsButton}
          aria-label={`Change ${handset.label}’s name or number`}
          title="Change name or number"
          aria-expanded={settingsOpen}
          onClick={() => setSettingsOpen(!settingsOpen)}
        >
          <CogIcon />
        </button>
      </header>
      <CallScreen {...props} dialOpen={dialOpen} onClose={closeDial} />
      {settingsOpen && <HandsetSettings {...props} onClose={closeSettings} />}
      <p className="texts-to">
        <label htmlFor={toId}>Texts to</label>
        <select id={toId} value={handset.textsTo} onChange={(event) => onChange({ textsTo: event.target.value })}>
          {choices(numbers, handset.textsTo).map(({ number, label }) => (
            <option key={number} value={number}>
              {label === number ? spaced(number) : `${label}, ${spaced(number)}`}
            </option>
          ))}
        </select>
      </p>
      <Conversation {...props} inputId={inputIdOf(handset)} />
      <Composer
        label={handset.label}
        inputId={inputIdOf(handset)}
        draft={draft}
        blocked={handset.textsTo === '' ? 'Choose whom this phone texts first.' : null}
        onDraft={onDraft}
        onSend={send}
      />
    </section>
  )
}

export function domIdOf({ id }: Handset): string {
  return `phone-${id.replace(/\W/g, '')}`
}

export function inputIdOf(handset: Handset): string {
  return `${domIdOf(handset)}-message`
}

/** Our numbers, and the present one even where the world does not list it. */
function choices(numbers: readonly OurNumber[], present: string): OurNumber[] {
  const missing = !numbers.some(({ number }) => number === present)
  return missing ? [{ number: present, label: present, role: '' }, ...numbers] : [...numbers]
}

/** On a narrow screen one phone is looked at, the others may have news. */
function useVisible(frame: { readonly current: HTMLElement | null }, onSeen: (visible: boolean) => void) {
  const tell = useRef(onSeen)
  useEffect(() => {
    tell.current = onSeen
  })
  useEffect(() => {
    if (!frame.current) return
    const observer = new IntersectionObserver(([entry]) => tell.current(entry?.isIntersecting ?? false), {
      threshold: 0.6,
    })
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [frame])
}
