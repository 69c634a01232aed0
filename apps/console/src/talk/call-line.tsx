// A call in the thread: what it was, what the caller heard, and the message they left.
import type { listMessages } from '@jobrun/contracts/conversations'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { Moment } from '../parts/moment.tsx'
import { Icon } from '../shell/icon.tsx'
import { reasonWords, spoken } from '../words/codes.ts'

type Call = Extract<OutputOf<typeof listMessages>['items'][number], { direction: 'call' }>

export function CallLine({ call, zone }: { call: Call; zone: string | undefined }) {
  return (
    <div className="call-line">
      <p>
        <Icon name="call" size={16} /> <strong>{call.kind ? `${spoken(call.kind)} call` : 'A call'}</strong>{' '}
        <Moment at={call.at} zone={zone} as="clock" />
        {call.durationSeconds !== null && <span className="soft"> {call.durationSeconds} s</span>}
      </p>
      {call.noText && <p className="soft">Not texted back: {reasonWords(call.noText)}.</p>}
      {call.transcription && <blockquote className="said">“{call.transcription}”</blockquote>}
      {call.recordingUrl && (
        <p className="soft">
          Left a message{call.recordingSeconds === null ? '' : ` of ${call.recordingSeconds} s`}
          {call.transcription ? '' : ', not written down yet'}.
        </p>
      )}
    </div>
  )
}
