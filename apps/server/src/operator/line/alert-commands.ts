/** Alerts from the terminal: what is wrong, taking it in hand, silence, and a test that waits until it has arrived. */
import { setTimeout as sleep } from 'node:timers/promises'
import * as contract from '@jobrun/contracts/alerts'
import { type Ask, SaidNo } from './ask.ts'
import { type Given, pageOf, reasonOf, word } from './given.ts'
import { listed, minute } from './table.ts'

export async function alerts(ask: Ask, given: Given): Promise<string> {
  return listed(await ask(contract.listAlerts, { query: { ...pageOf(given), state: given.state } }), {
    none: 'There are no such alerts.',
    columns: {
      number: (one) => String(one.number),
      type: (one) => one.type,
      severity: (one) => one.severity,
      state: (one) => one.state,
      since: (one) => minute(one.openedAt),
      texts: (one) => String(one.texts.length),
      says: (one) => one.words,
    },
  })
}

export async function settleAlert(ask: Ask, given: Given, act: 'ack' | 'resolve'): Promise<string> {
  const id = word(given, 0, 'which alert, by its number')
  const endpoint = act === 'ack' ? contract.acknowledgeAlert : contract.resolveAlert
  const { type, number, state } = await ask(endpoint, {
    params: { id },
    body: given.reason ? { note: given.reason } : {},
  })
  return `${type} #${number} is ${state}.`
}

export async function silence(ask: Ask, given: Given): Promise<string> {
  const minutes = Number(word(given, 0, 'for how many minutes'))
  const { silencedUntil } = await ask(contract.silenceAlerts, { body: { minutes, reason: reasonOf(given) } })
  return `No alerts until ${minute(silencedUntil)}.`
}

export async function unsilence(ask: Ask): Promise<string> {
  await ask(contract.endSilence, {})
  return 'Alerts are texted again.'
}

const PATIENCE_MS = 30_000
const PAUSE_MS = 500

/** Waits for the carrier's word, since "sent" is not "arrived". */
export async function testAlert(ask: Ask, given: Given): Promise<string> {
  const [key] = given.words
  const { suppressed, alert } = await ask(contract.testAlert, { body: key ? { key } : {} })
  if (suppressed) return `[ALERT] Suppressing duplicate alert: TEST_ALERT #${alert.number}, "${key}" was sent before.`
  for (let waited = 0; waited < PATIENCE_MS; waited += PAUSE_MS) {
    const { items } = await ask(contract.listAlerts, { query: { limit: 20, type: 'TEST_ALERT' } })
    const text = items.find(({ id }) => id === alert.id)?.texts[0]
    if (text?.state === 'DELIVERED') return `[ALERT] SMS sent successfully: ${text.message}`
    if (text?.state === 'FAILED') throw new SaidNo(0, `[ALERT] The text did not arrive (${text.error}): see the log.`)
    await sleep(PAUSE_MS)
  }
  throw new SaidNo(0, '[ALERT] The carrier has not confirmed the text yet: look at the phone, and at "alerts".')
}
