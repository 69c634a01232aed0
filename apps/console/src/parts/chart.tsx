// A chart as wide as what is around it, with its figures in words for whoever does not see it.
import { type ReactNode, useEffect, useRef } from 'react'
import type UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

interface Given<Row> {
  /** Drawn anew when they differ; of what JSON can hold. */
  rows: readonly Row[]
  words: string
  draw: (around: HTMLDivElement, rows: readonly Row[]) => UPlot
  children?: ReactNode
}

export function Chart<Row>({ rows, words, draw, children }: Given<Row>) {
  const place = useRef<HTMLDivElement>(null)
  const written = JSON.stringify(rows)
  useEffect(() => {
    const around = place.current
    if (!around) return
    const chart = draw(around, JSON.parse(written) as Row[])
    const seen = new ResizeObserver(() => chart.setSize({ width: around.clientWidth, height: chart.height }))
    seen.observe(around)
    return () => {
      seen.disconnect()
      chart.destroy()
    }
  }, [written, draw])
  return (
    <figure>
      <div ref={place} className="bars" aria-hidden="true" />
      <figcaption className="unseen">{words}</figcaption>
      {children}
    </figure>
  )
}
