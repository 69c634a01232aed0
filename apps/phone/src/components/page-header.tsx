// The page's head: what this is, whether it is live, and what to try.
import type { Link } from '../wire/events.ts'
import type { Failure } from '../wire/failures.ts'
import { ClockControl } from './clock-control.tsx'
import { BulbIcon, FaultIcon, Mark, PlusIcon } from './icons.tsx'
import { PickMenu } from './pick-menu.tsx'
import type { Clock } from './use-clock.ts'

export interface PageHeaderProps {
  link: Link
  clock: Clock
  hints: readonly string[]
  failures: readonly Failure[]
  onHint: (hint: string) => void
  onFailure: (failure: Failure) => void
  onAdd: () => void
}

const failureGroups: Record<Failure['of'], string> = {
  texts: 'The carrier, with texts',
  calls: 'The carrier, with calls',
  ai: 'The AI',
}

const linkWords: Record<Link, string> = { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting' }

export function PageHeader({ link, clock, hints, failures, onHint, onFailure, onAdd }: PageHeaderProps) {
  return (
    <header className="page-header">
      <Mark />
      <div className="title">
        <h1>
          JobRun <span>phones</span>
        </h1>
        <p>Text or ring a business, and watch every phone it reaches.</p>
      </div>
      <p className="link" data-link={link} role="status">
        {linkWords[link]}
      </p>
      <div className="tools">
        <ClockControl clock={clock} />
        {hints.length > 0 && (
          <PickMenu
            name="Things to try"
            icon={<BulbIcon />}
            shown="Try this"
            opens="down"
            items={hints.map((hint) => ({ key: hint, title: hint, note: null }))}
            onPick={(index) => onHint(hints[index] ?? '')}
          />
        )}
        {failures.length > 0 && (
          <PickMenu
            name="Try a failure"
            icon={<FaultIcon />}
            shown="Try a failure"
            opens="down"
            intro="Picking one adds a phone that meets it, or puts its word into a text for you to send."
            items={failures.map(({ of, label, phone, body }) => ({
              key: `${of} ${label}`,
              title: label,
              note: phone ?? body ?? null,
              group: failureGroups[of],
            }))}
            onPick={(index) => {
              const failure = failures[index]
              if (failure) onFailure(failure)
            }}
          />
        )}
        <button type="button" className="pill keeps-icon" title="Add a phone" onClick={onAdd}>
          <PlusIcon />
          <span className="unseen-if-narrow">Add a phone</span>
        </button>
      </div>
    </header>
  )
}
