// j and k go down and up the rows of whatever page is shown. The focus itself moves, so that Enter opens and Tab goes on.
import { useKeys } from '../parts/use-keys.ts'

export function useRowKeys(): void {
  useKeys({ j: (event) => step(event, 1), k: (event) => step(event, -1) })
}

function step(event: KeyboardEvent, by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('#page [data-row]')]
  const here = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[here === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, here + by))]
  if (!next) return
  event.preventDefault()
  const first = next.matches('a, button') ? next : next.querySelector<HTMLElement>('a, input, button, summary')
  first?.focus()
  next.scrollIntoView({ block: 'nearest' })
}
