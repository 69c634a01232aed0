// A bar a day, with its figures below for whoever does not see it.
import { useEffect, useRef } from 'react'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

interface Given {
  /** Days as 2030-01-31, oldest first; dollars. */
  days: readonly { day: string; value: number }[]
}

const HEIGHT = 180
const DAY_S = 86_400
/** At least a month, so that a first day is a bar among days and not a wall. */
const DAYS = 30

export function DayBars({ days }: Given) {
  const place = useRef<HTMLDivElement>(null)
  const written = JSON.stringify(days)
  useEffect(() => {
    const around = place.current
    if (!around) return
    const chart = draw(around, JSON.parse(written) as Given['days'])
    const seen = new ResizeObserver(() => chart.setSize({ width: around.clientWidth, height: HEIGHT }))
    seen.observe(around)
    return () => {
      seen.disconnect()
      chart.destroy()
    }
  }, [written])
  return (
    <figure>
      <div ref={place} className="bars" aria-hidden="true" />
      <figcaption className="unseen">
        {days.map(({ day, value }) => `${day}: $${value.toFixed(4)}`).join(', ')}
      </figcaption>
    </figure>
  )
}

function draw(around: HTMLDivElement, days: Given['days']): UPlot {
  const style = getComputedStyle(around)
  const ink = style.color
  const last = Date.parse(days.at(-1)?.day ?? '') / 1000
  const bars = UPlot.paths.bars?.({ size: [0.7, 48] })
  const axis = { stroke: ink, grid: { show: false }, ticks: { show: false } }
  return new UPlot(
    {
      width: around.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { range: [last - DAYS * DAY_S, last + DAY_S] },
        y: { range: (_chart, _from, to) => [0, to || 1] },
      },
      axes: [axis, { ...axis, size: 70, values: (_chart, ticks) => ticks.map((tick) => `$${tick}`) }],
      series: [
        {},
        {
          fill: style.accentColor,
          stroke: style.accentColor,
          points: { show: false },
          ...(bars ? { paths: bars } : {}),
        },
      ],
    },
    [days.map(({ day }) => Date.parse(day) / 1000), days.map(({ value }) => value)],
    around,
  )
}
