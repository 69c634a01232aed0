/** Points a number at us by Twilio's API, and believes it only once Twilio shows it so. What fails is tried again later. */

import { keepSetUp, keepSetupFailure, readSetup } from '@jobrun/db/numbers/pool-rows'
import type { Pool } from '@jobrun/db/pool'
import type { AlertType } from '@jobrun/domain/monitor/alert-types'
import {
  type AccountNumber,
  faultsOf,
  type NumberDesk,
  type NumberSetup,
  setupAt,
  TRIES_BEFORE_ALERT,
  triesAgainAt,
} from '@jobrun/domain/numbers/number-desk'
import type { Events } from '../events.ts'

export interface SetUpDeps {
  pool: Pool
  desk: Pick<NumberDesk, 'find' | 'point'>
  publicBaseUrl: string
  alert: (type: AlertType, subject: string, words: string) => Promise<void>
  now: () => Date
  events: Pick<Events, 'numberSetUp'>
}

export function createSetUpNumber(deps: SetUpDeps): (phone: string) => Promise<void> {
  return async (phone) => {
    const setup = await readSetup(deps.pool, phone)
    if (!setup) return
    const now = deps.now()
    const error = await pointAtUs(deps.desk, phone, setupAt(deps.publicBaseUrl))
    deps.events.numberSetUp({ phone, error })
    if (error === null) return keepSetUp(deps.pool, { phone, now })
    const tries = setup.tries + 1
    await keepSetupFailure(deps.pool, { phone, error, again: triesAgainAt(tries, now) })
    if (tries < TRIES_BEFORE_ALERT) return
    await deps.alert('NUMBER_SETUP', phone, `${phone} does not reach us after ${tries} tries: ${error}.`)
  }
}

/** null: it is. Else what is in the way, in words for operators. */
async function pointAtUs(desk: SetUpDeps['desk'], phone: string, wanted: NumberSetup): Promise<string | null> {
  const found = await desk.find(phone)
  if (!found.ok) return found.detail
  if (!found.value) return 'the Twilio account does not have it'
  if (faultsOf(found.value, wanted).length === 0) return null
  const pointed = await desk.point(found.value.sid, wanted)
  if (!pointed.ok) return pointed.detail
  const shown = await desk.find(phone)
  return shown.ok ? faultWords(shown.value, wanted) : shown.detail
}

function faultWords(number: AccountNumber | null, wanted: NumberSetup): string | null {
  const faults = number ? faultsOf(number, wanted) : ['it left the account']
  return faults.length === 0 ? null : faults.join(', ')
}
