// Where a handset's text is written: Enter sends, Shift and Enter begins a new line.
import { measure } from '@jobrun/domain/outbox/segments'
import { type KeyboardEvent, useId, useState } from 'react'
import { samplePhotos } from '../photos/sample-photos.ts'
import { NotAnswered } from '../wire/answers.ts'
import type { NewText } from '../wire/handset-texts.ts'
import { CrossIcon, PhotoIcon, SendIcon } from './icons.tsx'
import { PickMenu } from './pick-menu.tsx'

type Media = NonNullable<NewText['media']>
const longest = 1_600

export interface ComposerProps {
  label: string
  inputId: string
  draft: string
  /** Why nothing can be sent, when it cannot. */
  blocked: string | null
  onDraft: (draft: string) => void
  onSend: (body: string, media: Media) => void
}

export function Composer({ label, inputId, draft, blocked, onDraft, onSend }: ComposerProps) {
  const [photo, setPhoto] = useState<{ label: string; media: Media } | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const noteId = useId()
  const empty = draft.trim() === '' && photo === null
  const send = () => {
    if (empty || blocked !== null) return
    onSend(draft.trim(), photo?.media ?? [])
    onDraft('')
    setPhoto(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  const attach = (index: number) => {
    const sample = samplePhotos[index]
    if (!sample) return
    setTrouble(null)
    sample.load().then(
      (media) => setPhoto({ label: sample.label, media: [media] }),
      (error: unknown) => setTrouble(error instanceof NotAnswered ? error.message : 'The photo could not be loaded.'),
    )
  }
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {photo && (
        <p className="attached">
          Photo: {photo.label}
          <button type="button" aria-label="Take the photo away" onClick={() => setPhoto(null)}>
            <CrossIcon />
          </button>
        </p>
      )}
      <div className="composer-line">
        <PickMenu
          name="Attach a photo"
          icon={<PhotoIcon />}
          opens="up"
          items={samplePhotos.map((sample) => ({ key: sample.label, title: sample.label, note: null }))}
          onPick={attach}
        />
        <label className="unseen" htmlFor={inputId}>
          Message from {label}
        </label>
        <textarea
          id={inputId}
          rows={1}
          maxLength={longest}
          placeholder="Text message"
          value={draft}
          aria-describedby={noteId}
          onChange={(event) => onDraft(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="send" aria-label="Send" disabled={empty || blocked !== null}>
          <SendIcon />
        </button>
      </div>
      <p className="composer-note" id={noteId}>
        {trouble ?? blocked ?? sizeOf(draft)}
      </p>
    </form>
  )
}

function sizeOf(draft: string): string {
  if (draft === '') return ''
  const { segments, encoding } = measure(draft)
  return `${draft.length} characters, ${segments} ${segments === 1 ? 'segment' : 'segments'}, ${encoding}`
}
