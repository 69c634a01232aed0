// What was said, oldest first, by day; each text with its state, each answer with the way to its why.
import type { listMessages } from '@jobrun/contracts/conversations'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { answerState, sizeWords } from '@jobrun/words/delivery-words'
import { Moment } from '../parts/moment.tsx'
import { useClient } from '../parts/use-client.ts'
import { useNow } from '../parts/use-now.ts'
import { WithNumbers } from '../parts/with-numbers.tsx'
import { outTone, outWords, purposeWords, reasonWords } from '../words/codes.ts'
import { dayName } from '../words/times.ts'
import { CallLine } from './call-line.tsx'
import type { Conversation } from './conversation.ts'

type Said = OutputOf<typeof listMessages>['items'][number]
type Out = Extract<Said, { direction: 'out' }>
type In = Extract<Said, { direction: 'in' }>

interface Given {
  /** Newest first, as the service gives them. */
  items: readonly Said[]
  conversation: Conversation
  whySid: string | null
  onWhy: (sid: string) => void
}

export function Thread({ items, conversation, whySid, onWhy }: Given) {
  const now = useNow()
  const zone = useClient(conversation.clientId)?.timezone
  const days = Map.groupBy(items.toReversed(), ({ at }) => dayName(at, now, zone))
  return (
    <div className="thread">
      {[...days].map(([day, said]) => (
        <section key={day} aria-label={day} className="thread-day">
          <h3>{day}</h3>
          <ol>
            {said.map((one) => (
              <li key={one.id} className="said-row" data-direction={one.direction}>
                {one.direction === 'in' && <TextIn text={one} zone={zone} whySid={whySid} onWhy={onWhy} />}
                {one.direction === 'out' && <TextOut text={one} zone={zone} whySid={whySid} onWhy={onWhy} />}
                {one.direction === 'call' && <CallLine call={one} zone={zone} />}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

interface OfText<Text> {
  text: Text
  zone: string | undefined
  whySid: string | null
  onWhy: (sid: string) => void
}

function TextIn({ text, zone, whySid, onWhy }: OfText<In>) {
  return (
    <>
      <div className="bubble">
        {text.body !== '' && <p className="said">{text.body}</p>}
        {text.media.map((photo, nth) => (
          <p key={photo.url} className="photo">
            Photo {nth + 1} <span className="soft">({photo.contentType})</span>
          </p>
        ))}
      </div>
      <p className="said-foot">
        <Moment at={text.at} zone={zone} as="clock" />
        <span>{text.state === 'DONE' ? 'Handled' : 'Waiting for its turn'}</span>
        <WhyButton sid={text.messageSid} words="What happened" whySid={whySid} onWhy={onWhy} />
      </p>
    </>
  )
}

function TextOut({ text, zone, whySid, onWhy }: OfText<Out>) {
  const { words, tone } = stateOf(text)
  return (
    <>
      <div className="bubble" data-tone={tone}>
        <p className="said">
          <WithNumbers>{text.body}</WithNumbers>
        </p>
      </div>
      <p className="said-foot" data-tone={tone}>
        <span>{purposeWords[text.purpose] ?? text.purpose}</span>
        <Moment at={text.sentAt ?? text.at} zone={zone} as="clock" />
        <span className="said-state" title={sizeWords(text)}>
          {words}
        </span>
        {text.twilioSid && <WhyButton sid={text.twilioSid} words="Why?" whySid={whySid} onWhy={onWhy} />}
      </p>
    </>
  )
}

function WhyButton({ sid, words, whySid, onWhy }: { sid: string; words: string } & Pick<Given, 'whySid' | 'onWhy'>) {
  return (
    <button type="button" className="why-button" aria-expanded={whySid === sid} onClick={() => onWhy(sid)}>
      {words}
    </button>
  )
}

function stateOf(text: Out): { words: string; tone: 'plain' | 'good' | 'warn' | 'bad' | 'accent' } {
  if (text.state !== 'SENT') {
    const because = text.reason ? `: ${reasonWords(text.reason)}` : ''
    return { words: `${outWords[text.state] ?? text.state}${because}`, tone: outTone(text.state) }
  }
  const { words, tone } = answerState({ status: text.deliveryStatus ?? 'queued', errorCode: text.errorCode })
  return { words, tone: tone === 'bad' ? 'bad' : 'plain' }
}
