// The client's three switches. Holding shows first what it does, wants a reason, and may end by itself.
import { changeClientSwitches } from '@jobrun/contracts/switches'
import { useState } from 'react'
import { Mark } from '../../parts/mark.tsx'
import { tell } from '../../parts/news.tsx'
import { Card } from '../../parts/page.tsx'
import { SwitchDialog } from '../../parts/switch-dialog.tsx'
import type { Client } from '../../parts/use-client.ts'
import { useChange } from '../../wire/answers.ts'
import { type SwitchName, switchWords } from '../../words/codes.ts'

const names = Object.keys(switchWords) as SwitchName[]

export function SwitchesCard({ client }: { client: Client }) {
  const [turning, setTurning] = useState<SwitchName | null>(null)
  const change = useChange(changeClientSwitches)
  return (
    <Card title="Switches">
      <ul className="switches card-inside">
        {names.map((name) => (
          <li key={name}>
            <span>
              <strong>{switchWords[name].title}</strong>{' '}
              <Mark tone={client[name] ? 'warn' : 'good'}>
                {client[name] ? switchWords[name].on : switchWords[name].off}
              </Mark>
            </span>
            <button type="button" className="button" data-small="" onClick={() => setTurning(name)}>
              {client[name] ? 'Back to usual…' : 'Change…'}
            </button>
          </li>
        ))}
      </ul>
      {turning && (
        <SwitchDialog
          name={turning}
          isOn={client[turning]}
          whose={client.businessName}
          change={change}
          onClose={() => setTurning(null)}
          onTurn={(body) =>
            change.mutate(
              { params: { id: client.id }, body },
              {
                onSuccess: () => {
                  tell(`${switchWords[turning].title}: changed for ${client.businessName}.`)
                  setTurning(null)
                },
              },
            )
          }
        />
      )}
    </Card>
  )
}
