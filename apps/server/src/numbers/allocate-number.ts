/** A client's number, taken inside the transaction that paid; what Twilio has to be told of it is an errand of the same. */
import { allocateNumber } from '@jobrun/db/numbers/allocate'
import type { Queue } from '@jobrun/db/queue'
import { derivedId } from '@jobrun/domain/ids'
import type { AllocateNumber } from '../onboarding/advance-onboarding.ts'

export const SET_UP_ERRAND = 'set-up-number'
export const POOL_ERRAND = 'look-at-pool'

export function createAllocateNumber({ queue }: { queue: Pick<Queue, 'queueErrand'> }): AllocateNumber {
  return async (tx, of) => {
    const number = await allocateNumber(tx, of)
    const at = `${of.clientId}:${of.now.getTime()}`
    if (number) await queue.queueErrand(tx, { id: derivedId(at, SET_UP_ERRAND), name: SET_UP_ERRAND, subject: number })
    await queue.queueErrand(tx, { id: derivedId(at, POOL_ERRAND), name: POOL_ERRAND, subject: of.region })
    return number
  }
}
