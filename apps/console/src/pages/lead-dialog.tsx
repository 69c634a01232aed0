// A lead put right by hand: its state and its facts.
import { changeLead } from '@jobrun/contracts/leads'
import { leadStates } from '@jobrun/domain/pipeline/turn'
import { useState } from 'react'
import { tell } from '../parts/news.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { useChange } from '../wire/answers.ts'
import { spoken } from '../words/codes.ts'
import type { Lead } from './lead.ts'

const facts = [
  ['jobType', 'Job'],
  ['location', 'Where'],
  ['requestedTime', 'When'],
  ['name', 'Name'],
] as const
type Written = Record<(typeof facts)[number][0], string>

export function LeadDialog({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const before: Written = {
    jobType: lead.jobType ?? '',
    location: lead.location ?? '',
    requestedTime: lead.requestedTime ?? '',
    name: lead.name ?? '',
  }
  const [state, setState] = useState(lead.state)
  const [written, setWritten] = useState(before)
  const change = useChange(changeLead)
  const corrected = Object.fromEntries(
    facts.filter(([name]) => written[name] !== before[name]).map(([name]) => [name, written[name].trim() || null]),
  )
  return (
    <ReasonDialog
      title="Correct this lead"
      act="Keep it"
      change={change}
      onClose={onClose}
      onAct={(reason) =>
        change.mutate(
          { params: { id: lead.id }, body: { ...(state === lead.state ? {} : { state }), ...corrected, reason } },
          {
            onSuccess: () => {
              tell('The lead is corrected.')
              onClose()
            },
          },
        )
      }
    >
      <div className="field">
        <label htmlFor="lead-state">State</label>
        <select
          id="lead-state"
          className="input"
          value={state}
          onChange={(event) => setState(leadStates.find((one) => one === event.target.value) ?? lead.state)}
        >
          {leadStates.map((one) => (
            <option key={one} value={one}>
              {spoken(one)}
            </option>
          ))}
        </select>
      </div>
      {facts.map(([name, title]) => (
        <div key={name} className="field">
          <label htmlFor={`lead-${name}`}>{title}</label>
          <input
            id={`lead-${name}`}
            className="input"
            value={written[name]}
            maxLength={200}
            onChange={(event) => setWritten({ ...written, [name]: event.target.value })}
          />
        </div>
      ))}
    </ReasonDialog>
  )
}
