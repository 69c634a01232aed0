import { Link } from '@tanstack/react-router'
import { useClient } from './use-client.ts'

export function ClientName({ id, linked = false }: { id: string | null; linked?: boolean }) {
  const client = useClient(id)
  if (id === null) return <span className="soft">JobRun</span>
  const name = client?.businessName ?? '…'
  if (!linked) return <span>{name}</span>
  return (
    <Link to="/clients/$id" params={{ id }}>
      {name}
    </Link>
  )
}
