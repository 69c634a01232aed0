// A bar an hour, with the day before as a line behind, and the figures below for whoever does not see it.
import { useEffect, useRef } from 'react'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { clock } from '../words/times.ts'

interface Hour {
  from: Date
  now: number
  before: number
}

const HEIGHT = 150

export function HourBars({ hours }: { hours: readonly Hour[] }) {
  const place = useRef<HTMLDivElement>(null)
  const written = JSON.stringify(hours.map(({ from, now, before }) => [from.getTime() / 1_000, now, before]))
  useEffect(() => {
    const around = place.current
    if (!around) return
    const chart = draw(around, JSON.parse(written) as [number, number, number][])
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
        {hours.map(({ from, now, before }) => `${clock(from)}: ${now}, the day before ${before}`).join('; ')}
      </figcaption>
      <p className="legend soft" aria-hidden="true">
        <span className="legend-now" /> the last 24 hours <span className="legend-before" /> the day before
      </p>
    </figure>
  )
}

function draw(around: HTMLDivElement, hours: readonly [number, number, number][]): UPlot {
  const style = getComputedStyle(around)
  const bars = UPlot.paths.bars?.({ size: [0.7, 32] })
  const axis = { stroke: style.color, grid: { show: false }, ticks: { show: false } }
  const line = { stroke: style.color, width: 1.5, dash: [4, 3], points: { show: false } }
  const filled = { fill: style.accentColor, stroke: style.accentColor, points: { show: false } }
  const first = hours[0]?.[0] ?? 0
  const last = hours.at(-1)?.[0] ?? 0
  return new UPlot(
    {
      width: around.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { range: [first - 1_800, last + 1_800] },
        y: { range: (_chart, _from, to) => [0, Math.max(to, 1)] },
      },
      axes: [
        { ...axis, values: (_chart, ticks) => ticks.map((tick) => clock(new Date(tick * 1_000))) },
        { ...axis, size: 40, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000] },
      ],
      series: [{}, { ...filled, ...(bars ? { paths: bars } : {}) }, line],
    },
    [hours.map(([at]) => at), hours.map(([, now]) => now), hours.map(([, , before]) => before)],
    around,
  )
}
