// A handset's own label and number, and whom it texts.
import { type FormEvent, useId, useState } from 'react'
import type { Handset } from '../texts/handsets.ts'
import { readNumber } from '../texts/phone-number.ts'

export interface HandsetSettingsProps {
  handset: Handset
  /** Labels and numbers of the other handsets, which this one may not take. */
  others: readonly Handset[]
  onChange: (change: Partial<Handset>) => void
  onRemove: () => void
  onClose: () => void
}

export function HandsetSettings({ handset, others, onChange, onRemove, onClose }: HandsetSettingsProps) {
  const [label, setLabel] = useState(handset.label)
  const [number, setNumber] = useState(handset.number)
  const [fault, setFault] = useState<string | null>(null)
  const id = useId()
  const save = (event: FormEvent) => {
    event.preventDefault()
    const e164 = readNumber(number)
    const name = label.trim()
    if (name === '') return setFault('Give the phone a name.')
    if (e164 === null) return setFault('Write the number with + and country code, for example +447700900301.')
    if (others.some((one) => one.label === name)) return setFault('Another phone has this name.')
    if (others.some((one) => one.number === e164)) return setFault('Another phone has this number.')
    onChange({ label: name, number: e164 })
    onClose()
  }
  return (
    <form className="settings" onSubmit={save}>
      <label htmlFor={`${id}-label`}>Name</label>
      <input id={`${id}-label`} value={label} maxLength={40} onChange={(event) => setLabel(event.target.value)} />
      <label htmlFor={`${id}-number`}>Own number</label>
      <input
        id={`${id}-number`}
        inputMode="tel"
        value={number}
        aria-describedby={`${id}-fault`}
        onChange={(event) => setNumber(event.target.value)}
      />
      <p className="fault" id={`${id}-fault`} role="alert">
        {fault}
      </p>
      <p className="settings-buttons">
        {handset.added && (
          <button type="button" className="quiet" onClick={onRemove}>
            Remove phone
          </button>
        )}
        <button type="button" className="quiet" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="firm">
          Save
        </button>
      </p>
    </form>
  )
}
