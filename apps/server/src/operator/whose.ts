import type { Whose } from '@jobrun/db/operator/whose'
import { callerNow } from './caller.ts'

/** Of whom a list is: of whoever was asked for; of all, or of none named, of whomever the caller may see. */
export function whose(asked: string | undefined): Whose {
  return asked === undefined || asked === 'all' ? (callerNow().clientIds ?? undefined) : asked
}
