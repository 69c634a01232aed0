/** The three kill switches, of a client or of the fleet, from the terminal. */
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { changeClientSwitches, changeFleetSwitches } from '@jobrun/contracts/switches'
import type { Ask } from './ask.ts'
import { findClient } from './find-client.ts'
import { type Given, reasonOf, word } from './given.ts'

type Switch = keyof OutputOf<typeof changeClientSwitches>['inForce']

interface Words {
  what: string
  /** What is so once the switch is on, and once it is off. */
  on: { is: string; so: string }
  off: { is: string; so: string }
  still: string
}

const words: Readonly<Record<Switch, Words>> = {
  outboundPaused: {
    what: 'replies',
    on: { is: 'paused', so: ': what would be sent is held' },
    off: { is: 'no longer paused', so: '; what was held stays held until it is released' },
    still: "The fleet's pause still holds them.",
  },
  aiDisabled: {
    what: 'AI answers',
    on: { is: 'off', so: ': the rules answer alone' },
    off: { is: 'on again', so: '' },
    still: "The fleet's switch still keeps them off.",
  },
  notificationsPaused: {
    what: 'notices to owners',
    on: { is: 'off', so: ': ordinary ones are dropped, urgent ones go to the founder' },
    off: { is: 'on again', so: '' },
    still: "The fleet's switch still drops them.",
  },
}

/** A command that turns the switch on or off, for one client or for "fleet". */
export function turns(name: Switch, on: boolean): (ask: Ask, given: Given) => Promise<string> {
  return async (ask, given) => {
    const { what, still, [on ? 'on' : 'off']: now } = words[name]
    const whose = word(given, 0, 'which client, or "fleet" for all')
    const body = { [name]: on, reason: reasonOf(given), ...(given.until ? { expiresAt: given.until } : {}) }
    const state = `${now.is}${given.until ? ` until ${given.until}` : ''}${now.so}`
    if (whose === 'fleet') {
      await ask(changeFleetSwitches, { body })
      return `The fleet's ${what} are ${state}.`
    }
    const client = await findClient(ask, whose)
    const { inForce } = await ask(changeClientSwitches, { params: { id: client.id }, body })
    const fleetStill = !on && inForce[name] ? ` ${still}` : ''
    return `${what[0]?.toUpperCase()}${what.slice(1)} of ${client.businessName} are ${state}.${fleetStill}`
  }
}
