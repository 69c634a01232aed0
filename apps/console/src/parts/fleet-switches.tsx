// The switches of every client at once.
import { changeFleetSwitches, getFleetSwitches } from '@jobrun/contracts/switches'
import { useAnswer, useChange } from '../wire/answers.ts'
import { tell } from './news.tsx'
import { Card } from './page.tsx'
import { Answered } from './states.tsx'
import { SwitchList } from './switch-list.tsx'

export function FleetSwitches() {
  const found = useAnswer(getFleetSwitches, {})
  const change = useChange(changeFleetSwitches)
  return (
    <Card title="For every client at once">
      <Answered of={found} what="the switches">
        {(switches) => (
          <SwitchList
            of={switches}
            whose="everybody"
            tone="bad"
            change={change}
            onTurn={(body, onDone) => change.mutate({ body }, { onSuccess: onDone })}
            onTold={(title) => tell(`${title}: changed for everybody.`)}
          />
        )}
      </Answered>
    </Card>
  )
}
