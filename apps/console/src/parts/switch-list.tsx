// The three switches, of one client or of all: how each stands, until when, and the dialog that turns it.
import { useState } from 'react'
import { type SwitchName, switchWords } from '../words/codes.ts'
import { Mark } from './mark.tsx'
import { Moment } from './moment.tsx'
import { SwitchDialog, type SwitchDialogProps } from './switch-dialog.tsx'

const names = Object.keys(switchWords) as SwitchName[]

interface Given {
  of: Readonly<Record<SwitchName, boolean>> & Readonly<Partial<Record<`${SwitchName}Until`, Date | null>>>
  whose: string
  /** Of a switch that is on. */
  tone: 'warn' | 'bad'
  change: SwitchDialogProps['change']
  /** `onDone` once it is changed. */
  onTurn: (body: Parameters<SwitchDialogProps['onTurn']>[0], onDone: () => void) => void
  /** `title`: of the switch that was turned. */
  onTold: (title: string) => void
}

export function SwitchList({ of, whose, tone, change, onTurn, onTold }: Given) {
  const [turning, setTurning] = useState<SwitchName | null>(null)
  return (
    <>
      <ul className="switches card-inside">
        {names.map((name) => {
          const { title, on, off } = switchWords[name]
          const until = of[`${name}Until`]
          return (
            <li key={name}>
              <span>
                <strong>{title}</strong> <Mark tone={of[name] ? tone : 'good'}>{of[name] ? on : off}</Mark>
                {until && (
                  <span className="soft">
                    {' '}
                    until <Moment at={until} />
                  </span>
                )}
              </span>
              <button type="button" className="button" data-small="" onClick={() => setTurning(name)}>
                {of[name] ? 'Back to usual…' : 'Change…'}
              </button>
            </li>
          )
        })}
      </ul>
      {turning && (
        <SwitchDialog
          name={turning}
          isOn={of[turning]}
          whose={whose}
          change={change}
          onClose={() => setTurning(null)}
          onTurn={(body) =>
            onTurn(body, () => {
              onTold(switchWords[turning].title)
              setTurning(null)
            })
          }
        />
      )}
    </>
  )
}
