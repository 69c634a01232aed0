// "That was wrong": what the turn should have been taken for, kept as a case that brains are measured by.
import { labelTurn } from '@jobrun/contracts/ai-agreement'
import { type Intent, intents } from '@jobrun/domain/pipeline/brain'
import { useState } from 'react'
import { tell } from '../parts/news.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { useChange } from '../wire/answers.ts'

const words: Readonly<Record<Intent, string>> = {
  URGENT: 'Something urgent',
  NORMAL: 'An ordinary job',
  NON_LEAD: 'Not a job',
  UNCLEAR: 'Not clear: ask',
}

export function LabelDialog({ turnId, onClose }: { turnId: string; onClose: () => void }) {
  const [intent, setIntent] = useState<Intent>('NORMAL')
  const [pages, setPages] = useState(false)
  const label = useChange(labelTurn)
  return (
    <ReasonDialog
      title="What should it have been taken for?"
      act="Keep as a case"
      change={label}
      onClose={onClose}
      onAct={(reason) =>
        label.mutate(
          { params: { id: turnId }, body: { intent: [intent], pages, reason } },
          {
            onSuccess: () => {
              tell('Kept. npm run eval -- --labels measures by it.')
              onClose()
            },
          },
        )
      }
    >
      <fieldset className="field-set">
        <legend className="field-name">It was</legend>
        {intents.map((one) => (
          <label key={one} className="check">
            <input type="radio" name="intent" checked={intent === one} onChange={() => setIntent(one)} />
            {words[one]}
          </label>
        ))}
      </fieldset>
      <label className="check">
        <input type="checkbox" checked={pages} onChange={(event) => setPages(event.target.checked)} />
        Somebody should have been woken for it
      </label>
    </ReasonDialog>
  )
}
