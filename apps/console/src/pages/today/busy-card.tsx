// How busy the last day was, by the hour, with the day before behind it.
import type { OutputOf } from '@jobrun/contracts/endpoint'
import type { getToday } from '@jobrun/contracts/today'
import { lazy, Suspense } from 'react'
import { Card } from '../../parts/page.tsx'
import { Answered, type Found } from '../../parts/states.tsx'
import { plural } from '../../words/numbers.ts'

const HourBars = lazy(async () => ({ default: (await import('../../parts/hour-bars.tsx')).HourBars }))

const DAY = 24

type Day = OutputOf<typeof getToday>

export function BusyCard({ of }: { of: Found<Day> }) {
  return (
    <Card title="Texts by the hour">
      <Answered of={of} what="how busy it is">
        {({ hours, oldestWaiting }) => {
          const [before, day] = [hours.slice(-2 * DAY, -DAY), hours.slice(-DAY)]
          return (
            <div className="card-inside">
              <p>
                <strong>{plural(sum(day, 'texts'), 'text')}</strong> and {plural(sum(day, 'answers'), 'answer')} in 24
                hours{' '}
                <span className="soft">
                  ({plural(sum(before, 'texts'), 'text')} and {plural(sum(before, 'answers'), 'answer')} the day
                  before). {waitingWords(oldestWaiting)}
                </span>
              </p>
              <Suspense fallback={<p className="bars soft">Drawing…</p>}>
                <HourBars
                  hours={day.map(({ from, texts }, n) => ({ from, now: texts, before: before[n]?.texts ?? 0 }))}
                />
              </Suspense>
            </div>
          )
        }}
      </Answered>
    </Card>
  )
}

function sum(hours: Day['hours'], what: 'texts' | 'answers'): number {
  return hours.reduce((total, hour) => total + hour[what], 0)
}

function waitingWords({ text, message }: Day['oldestWaiting']): string {
  const oldest = Math.max(text ?? -1, message ?? -1)
  if (oldest < 0) return 'Nothing waits.'
  return oldest < 60 ? `The oldest has waited ${oldest} s.` : `The oldest has waited ${Math.floor(oldest / 60)} min.`
}
