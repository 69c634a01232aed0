// What time it is in the world, and the buttons that move it forward. It never goes back.
import { type FormEvent, useId, useState } from 'react'
import { jumpOf, jumps, shortTime, spanWords, type Unit, units } from '../texts/world-time.ts'
import { ClockIcon } from './icons.tsx'
import type { Clock } from './use-clock.ts'
import { useOpened } from './use-opened.ts'

export function ClockControl({ clock }: { clock: Clock }) {
  const { open, setOpen, root, button } = useOpened()
  const panelId = useId()
  const ahead = clock.offsetMs > 0
  return (
    <div className="pick-menu" data-opens="down" ref={root}>
      <button
        type="button"
        ref={button}
        className={ahead ? 'pill clock' : 'pill keeps-icon'}
        title="Move time on"
        aria-expanded={open}
        aria-controls={panelId}
        onClick={() => setOpen(!open)}
      >
        <ClockIcon />
        {ahead ? <PresentTime at={clock.now()} /> : <span className="unseen-if-narrow">Move time on</span>}
      </button>
      {open && (
        <div className="pick-list clock-panel" id={panelId}>
          <p>
            It is <time dateTime={clock.now().toISOString()}>{Object.values(shortTime(clock.now())).join(' ')}</time>{' '}
            for everybody here
            {ahead ? `, ${spanWords(clock.offsetMs)} ahead of the real time` : ''}. Moving on brings what waits:
            reminders, news held back, switches that end, leads that close.
          </p>
          <div className="jumps">
            {jumps.map(({ title, ms }) => (
              <button key={title} type="button" className="quiet" onClick={() => clock.advance(ms)}>
                {title}
              </button>
            ))}
          </div>
          <OwnJump onJump={clock.advance} />
          <p role="status" className="clock-word">
            {clock.trouble ?? (clock.moving ? 'Moving on…' : '')}
          </p>
        </div>
      )}
    </div>
  )
}

/** On a narrow screen the day of the week has to do. */
function PresentTime({ at }: { at: Date }) {
  const { weekday, day, hour } = shortTime(at)
  return (
    <span>
      <span className="unseen">Move time on. It is </span>
      {weekday} <span className="unless-narrow">{day} </span>
      {hour}
    </span>
  )
}

function OwnJump({ onJump }: { onJump: (ms: number) => void }) {
  const [written, setWritten] = useState('3')
  const [unit, setUnit] = useState<Unit>('days')
  const [fault, setFault] = useState<string | null>(null)
  const id = useId()
  const move = (event: FormEvent) => {
    event.preventDefault()
    const ms = jumpOf(written, unit)
    if (ms === null) return setFault('From 1 minute to 30 days, in whole numbers.')
    setFault(null)
    onJump(ms)
  }
  return (
    <form className="own-jump" onSubmit={move}>
      <label htmlFor={`${id}-count`}>Or by</label>
      <input
        id={`${id}-count`}
        inputMode="numeric"
        value={written}
        maxLength={5}
        aria-describedby={`${id}-fault`}
        aria-invalid={fault !== null}
        onChange={(event) => setWritten(event.target.value)}
      />
      <select aria-label="Unit" value={unit} onChange={(event) => setUnit(event.target.value as Unit)}>
        {Object.keys(units).map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <button type="submit" className="firm">
        Move on
      </button>
      <p className="fault" id={`${id}-fault`} role="alert">
        {fault}
      </p>
    </form>
  )
}
