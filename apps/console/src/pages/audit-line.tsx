// One change by hand, with names for ids and words for fields.
import type { listAuditLog } from '@jobrun/contracts/audit-log'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { Link } from '@tanstack/react-router'
import { ClientMoment } from '../parts/client-moment.tsx'
import { ClientName } from '../parts/client-name.tsx'
import { AskablePhone } from '../parts/phone.tsx'
import { WithNumbers } from '../parts/with-numbers.tsx'
import { type ChangedField, changedFields, didWhat, whoDid } from '../words/changes.ts'

type Entry = OutputOf<typeof listAuditLog>['items'][number]

export function AuditLine({ one }: { one: Entry }) {
  const fields = changedFields(one.before, one.after)
  return (
    <li data-row="">
      <p>
        <ClientMoment client={one.clientId} at={one.createdAt} /> <strong>{didWhat(one.action)}</strong>
        <Subject of={one.subject} />
        {one.clientId && (
          <>
            {', '}
            <ClientName id={one.clientId} linked />
          </>
        )}{' '}
        <span className="soft">by {whoDid(one.actor)}</span>
      </p>
      {one.reason && (
        <p className="said">
          <WithNumbers>{`“${one.reason}”`}</WithNumbers>
        </p>
      )}
      {fields.length > 0 && (
        <details>
          <summary>Before and after</summary>
          <dl className="pairs">
            {fields.map((field) => (
              <Field key={field.name} field={field} />
            ))}
          </dl>
        </details>
      )}
    </li>
  )
}

function Subject({ of }: { of: Entry['subject'] }) {
  if (of === null) return null
  return (
    <>
      {of.name && <>: {of.name}</>}
      {of.phone && (
        <>
          {' '}
          <AskablePhone number={of.phone} />
        </>
      )}
      {of.conversationId && (
        <>
          {' '}
          <Link to="/conversations/$id" params={{ id: of.conversationId }} search={{ client: undefined }}>
            Conversation
          </Link>
        </>
      )}
    </>
  )
}

function Field({ field: { name, before, after } }: { field: ChangedField }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {before !== null && (
          <>
            <del>
              <WithNumbers>{before}</WithNumbers>
            </del>{' '}
            <span className="unseen">became </span>→{' '}
          </>
        )}
        {after === null ? <span className="soft">nothing</span> : <WithNumbers>{after}</WithNumbers>}
      </dd>
    </div>
  )
}
