import { Mark } from '../../parts/mark.tsx'
import type { Client } from '../../parts/use-client.ts'
import { missingWords } from '../../words/codes.ts'

export function ClientMarks({ client }: { client: Client }) {
  return (
    <span className="marks">
      {client.live ? (
        <Mark tone="good">Live</Mark>
      ) : client.missing.length > 0 ? (
        <Mark tone="warn">Needs {client.missing.map((one) => missingWords[one]).join(', ')}</Mark>
      ) : (
        <Mark tone="bad">Not paid</Mark>
      )}
      {client.outboundPaused && <Mark tone="warn">Texts held</Mark>}
      {client.aiDisabled && <Mark>AI off</Mark>}
      {client.notificationsPaused && <Mark tone="warn">Notices off</Mark>}
    </span>
  )
}
