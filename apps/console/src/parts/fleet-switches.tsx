// The switches of every client at once.
import { changeFleetSwitches, getFleetSwitches } from '@jobrun/contracts/switches'
import { useState } from 'react'
import { useAnswer, useChange } from '../wire/answers.ts'
import { type SwitchName, switchWords } from '../words/codes.ts'
import { Mark } from './mark.tsx'
import { Moment } from './moment.tsx'
import { tell } from './news.tsx'
import { Card } from './page.tsx'
import { Answered } from './states.tsx'
import { SwitchDialog } from './switch-dialog.tsx'

const names = Object.keys(switchWords) as SwitchName[]

export function FleetSwitches() {
  const found = useAnswer(getFleetSwitches, {})
  const [turning, setTurning] = useState<SwitchName | null>(null)
  const change = useChange(changeFleetSwitches)
  return (
    <Card title="For every client at once">
      <Answered of={found} what="the switches">
        {(switches) => (
          <>
            <ul className="switches card-inside">
              {names.map((name) => {
                const until = switches[`${name}Until`]
                return (
                  <li key={name}>
                    <span>
                      <strong>{switchWords[name].title}</strong>{' '}
                      <Mark tone={switches[name] ? 'bad' : 'good'}>
                        {switches[name] ? switchWords[name].on : switchWords[name].off}
                      </Mark>
                      {until && (
                        <span className="soft">
                          {' '}
                          until <Moment at={until} />
                        </span>
                      )}
                    </span>
                    <button type="button" className="button" data-small="" onClick={() => setTurning(name)}>
                      {switches[name] ? 'Back to usual…' : 'Change…'}
                    </button>
                  </li>
                )
              })}
            </ul>
            {turning && (
              <SwitchDialog
                name={turning}
                isOn={switches[turning]}
                whose="everybody"
                change={change}
                onClose={() => setTurning(null)}
                onTurn={(body) =>
                  change.mutate(
                    { body },
                    {
                      onSuccess: () => {
                        tell(`${switchWords[turning].title}: changed for everybody.`)
                        setTurning(null)
                      },
                    },
                  )
                }
              />
            )}
          </>
        )}
      </Answered>
    </Card>
  )
}
