/** A client's own words in place of our templates. */
import type { ClientTemplates, Filling, TemplateKind } from '@jobrun/domain/pipeline/client-templates'
import { type Db, inTransaction, type Pool } from '../pool.ts'
import { auditAll, type By } from './audit.ts'

export interface Templated extends Filling {
  templates: ClientTemplates
}

const read = `
select business_name as "businessName", owner_name as "ownerName", booking_url as "bookingUrl", templates from clients where id = $1`

/** null: there is no such client. */
export async function readTemplates(db: Db, clientId: string): Promise<Templated | null> {
  const { rows } = await db.query<Templated>({ name: 'read-templates', text: read, values: [clientId] })
  return rows[0] ?? null
}

const set = `
update clients set templates = case when $3::text is null then templates - $2 else templates || jsonb_build_object($2::text, $3::text) end, updated_at = $4
where id = $1`

/** null: ours again. */
export async function setTemplate(
  pool: Pool,
  { clientId, kind, words }: { clientId: string; kind: TemplateKind; words: string | null },
  by: By,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const before = (await readTemplates(tx, clientId))?.templates[kind] ?? null
    if (before === words) return
    await tx.query({ name: 'set-template', text: set, values: [clientId, kind, words, by.now] })
    const change = { action: 'template.change', subjectType: 'client', subjectId: clientId, clientId }
    await auditAll(tx, by, [{ ...change, before: { [kind]: before }, after: { [kind]: words } }])
  })
}
