import type { OutputOf } from '@jobrun/contracts/endpoint'
import type { changeLead } from '@jobrun/contracts/leads'

export type Lead = OutputOf<typeof changeLead>
