// What the AI costs and how well it does; and its switch for the whole fleet.
import { getAiAgreement } from '@jobrun/contracts/ai-agreement'
import { getAiSpend } from '@jobrun/contracts/ai-spend'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { lazy, Suspense } from 'react'
import { Figure } from '../parts/figure.tsx'
import { FleetSwitches } from '../parts/fleet-switches.tsx'
import { Card, Page } from '../parts/page.tsx'
import { Answered } from '../parts/states.tsx'
import { useAnswer } from '../wire/answers.ts'
import { spoken } from '../words/codes.ts'
import { count, dollars, percent, plural } from '../words/numbers.ts'

const DayBars = lazy(async () => ({ default: (await import('../parts/day-bars.tsx')).DayBars }))
type Spend = OutputOf<typeof getAiSpend>

export function Ai() {
  const spend = useAnswer(getAiSpend, { query: { days: '30' } })
  const agreement = useAnswer(getAiAgreement, { query: { days: '30', limit: '5' } })
  return (
    <Page title="AI" about="The last 30 days of UTC.">
      <Answered of={spend} what="the spend">
        {(found) => <Spending of={found} />}
      </Answered>
      <div className="two">
        <Card title="Do the AI and the rules agree?">
          <div className="card-inside">
            <Answered of={agreement} what="the agreement">
              {(found) =>
                found.turns === 0 ? (
                  <p className="soft">
                    No turn was answered by both yet. Set <code>AI_SHADOW_SHARE</code> to have some compared.
                  </p>
                ) : (
                  <dl className="pairs">
                    {(['sentinel', 'dial', 'flow', 'decision'] as const).map((one) => (
                      <div key={one}>
                        <dt>{spoken(one)}</dt>
                        <dd>
                          {percent(found[one].agreed, found[one].compared)} of {count(found[one].compared)}
                        </dd>
                      </div>
                    ))}
                  </dl>
                )
              }
            </Answered>
          </div>
        </Card>
        <FleetSwitches />
      </div>
    </Page>
  )
}

function Spending({ of }: { of: Spend }) {
  const { fleet } = of.budgets
  return (
    <>
      <div className="figures">
        <Figure
          title="Today"
          value={dollars(fleet.spentTodayMicroUsd)}
          about={fleet.budgetMicroUsd === null ? 'no budget is set' : `of ${dollars(fleet.budgetMicroUsd)}`}
        />
        <Figure title="In 30 days" value={dollars(of.total.costMicroUsd)} about={plural(of.total.calls, 'question')} />
        <Figure
          title="Left to the rules"
          value={count(of.failures.reduce((sum, one) => sum + one.questions, 0))}
          about="questions the AI did not answer"
        />
      </div>
      <Card title="Cost by day">
        <div className="card-inside">
          {of.byDay.length === 0 ? (
            <p className="soft">Nothing was asked yet.</p>
          ) : (
            <Suspense fallback={<p className="soft">Drawing…</p>}>
              <DayBars days={of.byDay.map(({ day, costMicroUsd }) => ({ day, value: costMicroUsd / 1_000_000 }))} />
            </Suspense>
          )}
        </div>
      </Card>
      <div className="two">
        <Sums title="By stage" rows={of.byStage.map((one) => ({ name: one.stage, ...one }))} />
        <Sums
          title="By client"
          rows={of.byClient.slice(0, 10).map((one) => ({ name: one.businessName ?? 'JobRun', ...one }))}
        />
        <Failures of={of.failures} />
      </div>
    </>
  )
}

function Sums({
  title,
  rows,
}: {
  title: string
  rows: readonly { name: string; calls: number; costMicroUsd: number }[]
}) {
  return (
    <Card title={title}>
      {rows.length === 0 ? (
        <p className="card-inside soft">Nothing yet.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" className="amount">
                Questions
              </th>
              <th scope="col" className="amount">
                Cost
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <td>{row.name}</td>
                <td className="amount">{count(row.calls)}</td>
                <td className="amount">{dollars(row.costMicroUsd)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}

function Failures({ of }: { of: Spend['failures'] }) {
  return (
    <Card title="Failures by kind">
      <ul className="card-inside log-lines">
        {of.length === 0 && <li className="soft">None.</li>}
        {of.map(({ why, questions, costMicroUsd }) => (
          <li key={why}>
            {spoken(why)}: {count(questions)} <span className="soft">{dollars(costMicroUsd)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
