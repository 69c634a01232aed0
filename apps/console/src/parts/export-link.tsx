// Takes what a page lists away as a file. The browser saves it as it comes, so that it may be long.
import type { exportConversations, exportLeads } from '@jobrun/contracts/exports'
import { addressOf } from '../wire/address.ts'
import { useMay } from '../wire/may.ts'

interface Given {
  of: typeof exportConversations | typeof exportLeads
  client: string | undefined
}

export function ExportLink({ of, client }: Given) {
  if (!useMay(of)) return null
  return (
    <a className="button" href={addressOf(of.path, {}, { clientId: client ?? 'all' })} download="">
      Export
    </a>
  )
}
