import type { OutputOf } from '@jobrun/contracts/endpoint'
import type { getHealthChecks } from '@jobrun/contracts/health'
import { Mark } from '../../parts/mark.tsx'
import { Card } from '../../parts/page.tsx'
import { Answered, type Found } from '../../parts/states.tsx'
import { spoken } from '../../words/codes.ts'

const tones = { ok: 'good', degraded: 'warn', unhealthy: 'bad' } as const

export function HealthCard({ of }: { of: Found<OutputOf<typeof getHealthChecks>> }) {
  return (
    <Card title="Health">
      <Answered of={of} what="health">
        {({ status, checks }) => (
          <ul className="card-inside checks">
            <li>
              <Mark tone={tones[status]}>{spoken(status)}</Mark> <span className="soft">the service, of itself</span>
            </li>
            {Object.entries(checks).map(([name, { status, detail }]) => (
              <li key={name}>
                <Mark tone={tones[status]}>{spoken(name)}</Mark> <span className="soft">{detail}</span>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </Card>
  )
}
