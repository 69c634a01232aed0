// No alerts about one client for a while.
import { muteClient } from '@jobrun/contracts/stuck-clients'
import { useState } from 'react'
import { tell } from '../parts/news.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { useChange } from '../wire/answers.ts'

const lengths = [4, 24, 72, 168] as const

export function MuteDialog({ clientId, name, onClose }: { clientId: string; name: string; onClose: () => void }) {
  const [hours, setHours] = useState<number>(24)
  const mute = useChange(muteClient)
  return (
    <ReasonDialog
      title={`No alerts about ${name}`}
      act="Mute"
      change={mute}
      onClose={onClose}
      onAct={(reason) =>
        mute.mutate(
          { params: { id: clientId }, body: { hours, reason } },
          {
            onSuccess: () => {
              tell(`No alerts about ${name} for ${hours} h.`)
              onClose()
            },
          },
        )
      }
    >
      <fieldset className="field-set">
        <legend className="field-name">For how long?</legend>
        {lengths.map((one) => (
          <label key={one} className="check">
            <input type="radio" name="hours" checked={hours === one} onChange={() => setHours(one)} />
            {one < 48 ? `${one} hours` : `${one / 24} days`}
          </label>
        ))}
      </fieldset>
    </ReasonDialog>
  )
}
