/** A test file that begins each test anew has to lay aside what keeps the audit log from being emptied. */
import type { Pool } from '../src/pool.ts'

export async function emptyAuditLog(pool: Pool): Promise<void> {
  await pool.query(
    `begin; alter table audit_log disable trigger audit_log_only_grows; delete from audit_log;
     alter table audit_log enable always trigger audit_log_only_grows; commit`,
  )
}
