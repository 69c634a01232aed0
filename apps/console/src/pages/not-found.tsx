import { Link } from '@tanstack/react-router'
import { Empty } from '../parts/states.tsx'

export function NotFound() {
  return (
    <main className="page-inside">
      <Empty title="There is no such page.">
        <p>
          The address may be old, or cut short. <Link to="/">Go to Today</Link>.
        </p>
      </Empty>
    </main>
  )
}
