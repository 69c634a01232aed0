// What came of the last day's texts: what was decided, by whom, and how far the messages came.
import type { OutputOf } from '@jobrun/contracts/endpoint'
import type { getToday } from '@jobrun/contracts/today'
import { Card } from '../../parts/page.tsx'
import { Answered, type Found } from '../../parts/states.tsx'
import { spoken } from '../../words/codes.ts'
import { count, percent } from '../../words/numbers.ts'

type Day = OutputOf<typeof getToday>

const deliveryWords: Readonly<Record<keyof Day['delivery'], string>> = {
  delivered: 'Delivered',
  sent: 'Sent, not heard of yet',
  undelivered: 'Did not arrive',
  failed: 'Could not be sent',
  suppressed: 'Rightly not sent',
  waiting: 'Waiting',
}

export function CameOfItCard({ of }: { of: Found<Day> }) {
  return (
    <Card title="What came of 24 hours">
      <Answered of={of} what="what came of it">
        {({ byAction, byBrain, delivery }) => (
          <div className="card-inside">
            <Shares title="Decided" rows={byAction.map(({ action, turns }) => [spoken(action), turns])} />
            <Shares
              title="By"
              rows={[
                ['AI', byBrain.ai],
                ['Rules alone', byBrain.rules],
              ]}
            />
            <Shares
              title="Messages"
              rows={Object.entries(deliveryWords).map(([how, words]) => [
                words,
                delivery[how as keyof Day['delivery']],
              ])}
            />
          </div>
        )}
      </Answered>
    </Card>
  )
}

function Shares({ title, rows }: { title: string; rows: readonly (readonly [string, number])[] }) {
  const whole = rows.reduce((sum, [, part]) => sum + part, 0)
  return (
    <table className="shares">
      <caption>{title}</caption>
      <tbody>
        {rows.map(([name, part]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{count(part)}</td>
            <td className="soft">{percent(part, whole)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
