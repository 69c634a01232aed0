// Is everything all right? In one look: the verdict, then what waits for a person, then the latest.
import { getAiSpend } from '@jobrun/contracts/ai-spend'
import { listAlerts } from '@jobrun/contracts/alerts'
import { listConversations } from '@jobrun/contracts/conversations'
import { getHealthChecks } from '@jobrun/contracts/health'
import { listHeld } from '@jobrun/contracts/held'
import { listLeads } from '@jobrun/contracts/leads'
import { listStuckClients } from '@jobrun/contracts/stuck-clients'
import { getToday } from '@jobrun/contracts/today'
import { Link } from '@tanstack/react-router'
import { Figure } from '../parts/figure.tsx'
import { FleetSwitches } from '../parts/fleet-switches.tsx'
import { Page } from '../parts/page.tsx'
import { useAnswer } from '../wire/answers.ts'
import { useSeesAll } from '../wire/may.ts'
import { dollars } from '../words/numbers.ts'
import { BusyCard } from './today/busy-card.tsx'
import { CameOfItCard } from './today/came-of-it-card.tsx'
import { FirstMinute } from './today/first-minute.tsx'
import { HealthCard } from './today/health-card.tsx'
import { Latest } from './today/latest.tsx'
import { StuckCard } from './today/stuck-card.tsx'
import { verdictOf } from './today/verdict.ts'

export function Today() {
  const seesAll = useSeesAll()
  const health = useAnswer(getHealthChecks, {}, { everyMs: 15_000, enabled: seesAll === true })
  const day = useAnswer(getToday, { query: {} }, { everyMs: 15_000, freshMs: 10_000 })
  const open = useAnswer(listAlerts, { query: { state: 'OPEN', limit: '100' } })
  const held = useAnswer(listHeld, { query: { limit: '100' } })
  const stuck = useAnswer(listStuckClients, { query: {} })
  const urgent = useAnswer(listLeads, { query: { clientId: 'all', state: 'URGENT', limit: '100' } })
  const spend = useAnswer(getAiSpend, { query: { days: '1' } }, { enabled: seesAll === true })
  const latest = useAnswer(listConversations, { query: { clientId: 'all', limit: '6' } })
  const verdict = verdictOf({
    health: seesAll === false ? 'ok' : health.data?.status,
    incidents: open.data?.items.length,
    held: held.data?.items.length,
    stuck: stuck.data?.total,
  })
  const fleet = spend.data?.budgets.fleet
  return (
    <Page title="Today">
      <p className="verdict" data-tone={verdict.tone} role="status">
        <strong>{verdict.words}</strong> {verdict.because}
      </p>
      <FirstMinute />
      <div className="figures">
        <Waiting title="Open incidents" to="/incidents" number={open.data?.items.length} tone="bad" />
        <Waiting title="Urgent leads" to="/leads" number={urgent.data?.items.length} tone="bad" />
        <Waiting title="Held texts" to="/held" number={held.data?.items.length} tone="warn" />
        {seesAll !== false && (
          <Figure
            title="AI today"
            value={fleet ? dollars(fleet.spentTodayMicroUsd) : '…'}
            about={fleet?.budgetMicroUsd ? `of ${dollars(fleet.budgetMicroUsd)}` : 'no budget is set'}
          />
        )}
      </div>
      <BusyCard of={day} />
      <div className="two">
        <div className="column">
          <Latest of={latest} />
          <StuckCard of={stuck} />
        </div>
        <div className="column">
          {seesAll !== false && <HealthCard of={health} />}
          <CameOfItCard of={day} />
          {seesAll !== false && <FleetSwitches />}
        </div>
      </div>
    </Page>
  )
}

interface Given {
  title: string
  to: '/incidents' | '/leads' | '/held'
  number: number | undefined
  tone: 'bad' | 'warn'
}

/** Lists give a hundred at most. */
const MOST = 100

function Waiting({ title, to, number, tone }: Given) {
  const value = number === undefined ? '…' : number >= MOST ? `${MOST} or more` : number
  return (
    <Link to={to} className="figure-link">
      <Figure
        title={title}
        value={value}
        tone={number ? tone : 'plain'}
        about={number ? (number === 1 ? 'See it' : 'See them') : number === 0 ? 'none' : 'asking'}
      />
    </Link>
  )
}
