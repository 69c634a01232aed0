// A bar an hour, with the day before as a line behind, and the figures below for whoever does not see it.
import UPlot from 'uplot'
import { clock } from '../words/times.ts'
import { Chart } from './chart.tsx'

interface Hour {
  from: Date
  now: number
  before: number
}

/** Its beginning in seconds since 1970, its texts, and those of the day before. */
type Row = [number, number, number]

const HEIGHT = 150

export function HourBars({ hours }: { hours: readonly Hour[] }) {
  const words = hours.map(({ from, now, before }) => `${clock(from)}: ${now}, the day before ${before}`).join('; ')
  const rows = hours.map(({ from, now, before }): Row => [from.getTime() / 1_000, now, before])
  return (
    <Chart rows={rows} words={words} draw={draw}>
      <p className="legend soft" aria-hidden="true">
        <span className="legend-now" /> the last 24 hours <span className="legend-before" /> the day before
      </p>
    </Chart>
  )
}

function draw(around: HTMLDivElement, hours: readonly Row[]): UPlot {
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
