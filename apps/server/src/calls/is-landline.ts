/** Whether a caller's number is a landline, which takes no texts. One whose kind nobody knows counts as a mobile. */
import { keepLineType, readLineType } from '@jobrun/db/path/phone-line'
import type { Pool } from '@jobrun/db/pool'

export interface IsLandlineDeps {
  pool: Pool
  /** null: it could not be asked now. */
  lookUp: (phone: string) => Promise<string | null>
  now: () => Date
}

export function createIsLandline({ pool, lookUp, now }: IsLandlineDeps): (phone: string) => Promise<boolean> {
  return async (phone) => {
    const known = await readLineType(pool, phone, now())
    if (known !== null) return known === 'landline'
    const lineType = await lookUp(phone)
    if (lineType !== null) await keepLineType(pool, { phone, lineType, now: now() })
    return lineType === 'landline'
  }
}
