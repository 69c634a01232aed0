// Turns a kill switch on, until a moment or until somebody turns it off; or off.
import { useState } from 'react'
import type { NotAnswered } from '../wire/ask.ts'
import { type SwitchName, switchWords } from '../words/codes.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { useNow } from './use-now.ts'

export interface SwitchDialogProps {
  name: SwitchName
  isOn: boolean
  whose: string
  change: { isPending: boolean; error: NotAnswered | null }
  onTurn: (body: Partial<Record<SwitchName, boolean>> & { reason: string; expiresAt?: string }) => void
  onClose: () => void
}

const HOUR_MS = 3_600_000
const lengths = [
  { hours: 1, words: 'an hour' },
  { hours: 4, words: 'four hours' },
  { hours: 24, words: 'a day' },
  { hours: null, words: 'until somebody changes it back' },
] as const

export function SwitchDialog({ name, isOn, whose, change, onTurn, onClose }: SwitchDialogProps) {
  const [hours, setHours] = useState<number | null>(1)
  const now = useNow()
  const { title, on, off, does } = switchWords[name]
  const wanted = isOn ? off : on
  return (
    <ReasonDialog
      title={`${title} of ${whose}: ${wanted}`}
      act={isOn ? 'Back to usual' : 'Change it'}
      kind={isOn ? 'firm' : 'danger'}
      change={change}
      onClose={onClose}
      onAct={(reason) => {
        const until =
          hours === null || isOn ? {} : { expiresAt: new Date(now.getTime() + hours * HOUR_MS).toISOString() }
        onTurn({ [name]: !isOn, reason, ...until })
      }}
    >
      <p>{isOn ? 'Goes on as usual. Texts that are held stay held until somebody releases them.' : does}</p>
      {!isOn && (
        <fieldset className="field-set">
          <legend className="field-name">For how long?</legend>
          {lengths.map((one) => (
            <label key={one.words} className="check">
              <input type="radio" name="length" checked={hours === one.hours} onChange={() => setHours(one.hours)} />
              {one.words}
            </label>
          ))}
        </fieldset>
      )}
    </ReasonDialog>
  )
}
