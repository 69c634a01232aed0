// Who answers this conversation now, the machine or a person, and the button by which that changes.
import { handBack, takeOver } from '@jobrun/contracts/conversations'
import { useState } from 'react'
import { Moment } from '../parts/moment.tsx'
import { tell } from '../parts/news.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { useClient } from '../parts/use-client.ts'
import { useChange } from '../wire/answers.ts'
import { useMay } from '../wire/may.ts'
import { plural } from '../words/numbers.ts'
import type { Conversation } from './conversation.ts'

export function Handover({ conversation }: { conversation: Conversation }) {
  // Which was asked for, not which could be: what is on the screen changes before its dialog has ended.
  const [asked, setAsked] = useState<'take-over' | 'hand-back' | null>(null)
  const close = () => setAsked(null)
  const client = useClient(conversation.clientId)
  const { takenAt, takenBy } = conversation
  const may = useMay(takenAt ? handBack : takeOver)
  return (
    <section className="handover" data-taken={takenAt !== null} aria-label="Who answers">
      <p>
        {takenAt ? (
          <>
            <b>{takenBy ?? 'An operator'}</b> has answered since <Moment at={takenAt} zone={client?.timezone} />. No
            automatic text leaves.
          </>
        ) : (
          'JobRun answers.'
        )}
      </p>
      {may && (
        <button type="button" className="button" onClick={() => setAsked(takenAt ? 'hand-back' : 'take-over')}>
          {takenAt ? 'Hand back' : 'Take over'}
        </button>
      )}
      {asked === 'take-over' && <TakeOver id={conversation.id} onClose={close} />}
      {asked === 'hand-back' && <HandBack id={conversation.id} onClose={close} />}
    </section>
  )
}

interface Asking {
  id: string
  onClose: () => void
}

function TakeOver({ id, onClose }: Asking) {
  const change = useChange(takeOver)
  return (
    <ReasonDialog
      title="Take this conversation over"
      act="Take over"
      change={change}
      onClose={onClose}
      onAct={(reason) =>
        change.mutate(
          { params: { id }, body: { reason } },
          {
            onSuccess: ({ onTheirWay }) => {
              tell(
                onTheirWay === 0
                  ? 'You answer now.'
                  : `You answer now. ${plural(onTheirWay, 'automatic text')} had left already.`,
              )
              onClose()
            },
          },
        )
      }
    >
      <p>
        You answer until it is handed back. No automatic text leaves to them meanwhile, not even a safety line, also
        none that is being composed. Their texts are kept, and the owner is told as before.
      </p>
    </ReasonDialog>
  )
}

function HandBack({ id, onClose }: Asking) {
  const change = useChange(handBack)
  return (
    <ReasonDialog
      title="Hand this conversation back"
      act="Hand back"
      change={change}
      onClose={onClose}
      onAct={(reason) =>
        change.mutate(
          { params: { id }, body: { reason } },
          {
            onSuccess: () => {
              tell('JobRun answers again.')
              onClose()
            },
          },
        )
      }
    >
      <p>JobRun answers what they text from now on.</p>
    </ReasonDialog>
  )
}
