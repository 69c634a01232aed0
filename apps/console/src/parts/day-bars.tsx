// A bar a day, with its figures below for whoever does not see it.
import UPlot from 'uplot'
import { dayOfUtc } from '../words/times.ts'
import { Chart } from './chart.tsx'

interface Given {
  /** Days as 2030-01-31, oldest first; dollars. */
  days: readonly { day: string; value: number }[]
}

const HEIGHT = 180
const DAY_S = 86_400
/** At least a month, so that a first day is a bar among days and not a wall. */
const DAYS = 30

export function DayBars({ days }: Given) {
  const words = days.map(({ day, value }) => `${day}: $${value.toFixed(4)}`).join(', ')
  return <Chart rows={days} words={words} draw={draw} />
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
      axes: [
        { ...axis, values: (_chart, ticks) => ticks.map((tick) => dayOfUtc(new Date(tick * 1_000))) },
        { ...axis, size: 70, values: (_chart, ticks) => ticks.map((tick) => `$${tick}`) },
      ],
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
