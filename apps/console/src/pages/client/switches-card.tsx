// The client's three switches.
import { changeClientSwitches } from '@jobrun/contracts/switches'
import { tell } from '../../parts/news.tsx'
import { Card } from '../../parts/page.tsx'
import { SwitchList } from '../../parts/switch-list.tsx'
import type { Client } from '../../parts/use-client.ts'
import { useChange } from '../../wire/answers.ts'

export function SwitchesCard({ client }: { client: Client }) {
  const change = useChange(changeClientSwitches)
  return (
    <Card title="Switches">
      <SwitchList
        of={client}
        whose={client.businessName}
        tone="warn"
        change={change}
        onTurn={(body, onDone) => change.mutate({ params: { id: client.id }, body }, { onSuccess: onDone })}
        onTold={(title) => tell(`${title}: changed for ${client.businessName}.`)}
      />
    </Card>
  )
}
