// One text on a handset's screen, with its state, size and cost, and the way to its trace.
import { answerState, costWords, ownState, sizeWords } from '@jobrun/words/delivery-words'
import { withLinks } from '../texts/links.ts'
import type { Unsent } from '../texts/thread.ts'
import { clockTime, type Line } from '../texts/timeline.ts'
import type { HandsetMessage } from '../wire/handset-texts.ts'
import { Ticks } from './icons.tsx'
import { Photo } from './photo.tsx'

export interface BubbleProps {
  line: Line
  webhook: number | null | undefined
  whyIsOpen: boolean
  onWhy: (text: HandsetMessage) => void
}

export function Bubble({ line, webhook, whyIsOpen, onWhy }: BubbleProps) {
  const { text, direction } = line
  const state = direction === 'out' ? ownState(webhook) : answerState(text)
  const cost = costWords(text.price)
  return (
    <div className="bubble-row" data-direction={direction} data-sid={text.sid} data-tone={state.tone}>
      {text.automatic && <p className="from-carrier">Automatic text of the carrier, not from JobRun</p>}
      <div className="bubble" data-automatic={text.automatic ? '' : undefined}>
        {text.media.map(({ url, contentType }) => (
          <Photo key={url} url={url} contentType={contentType} />
        ))}
        {text.body !== '' && <Words body={text.body} />}
      </div>
      <p className="meta">
        <time dateTime={text.dateCreated}>{clockTime(text.dateCreated)}</time>
        <span className="state">
          <Ticks count={state.ticks} />
          {state.words}
        </span>
        {!text.automatic && (
          <button
            type="button"
            className="why"
            aria-expanded={whyIsOpen}
            aria-label={direction === 'in' ? 'Why this answer?' : 'What happened to this text?'}
            onClick={() => onWhy(text)}
          >
            {direction === 'in' ? 'why?' : 'what happened?'}
          </button>
        )}
      </p>
      <p className="meta size">
        {sizeWords(text)}
        {cost && <span>{cost}</span>}
      </p>
    </div>
  )
}

export interface UnsentBubbleProps {
  unsent: Unsent
  onAgain: (unsent: Unsent) => void
}

export function UnsentBubble({ unsent, onAgain }: UnsentBubbleProps) {
  return (
    <div className="bubble-row" data-direction="out" data-tone={unsent.failed ? 'bad' : 'waiting'}>
      <div className="bubble">
        {unsent.media && <p className="photo-words">Photo</p>}
        {unsent.body !== '' && <Words body={unsent.body} />}
      </div>
      <p className="meta">
        <span className="state">{unsent.failed ? `Not sent. ${unsent.failed}` : 'Sending…'}</span>
        {unsent.failed && (
          <button type="button" className="why" onClick={() => onAgain(unsent)}>
            try again
          </button>
        )}
      </p>
    </div>
  )
}

/** Others wrote it: words stay words, and only web addresses become links. */
function Words({ body }: { body: string }) {
  let at = 0
  return (
    <p className="words" dir="auto">
      {withLinks(body).map(({ words, href }) => {
        const key = at
        at += words.length
        if (href === null) return <span key={key}>{words}</span>
        return (
          <a key={key} href={href} target="_blank" rel="noopener noreferrer">
            {words}
          </a>
        )
      })}
    </p>
  )
}
