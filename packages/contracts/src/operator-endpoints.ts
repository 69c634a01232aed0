/** Every endpoint of the operator's API, for whatever has to walk them all. */
import { changeClient, createClient, getClient, listClients } from './clients.ts'
import type { Endpoint } from './endpoint.ts'
import { getHealth } from './health.ts'
import { listHeld } from './held.ts'
import {
  changeClientSwitches,
  changeFleetSwitches,
  getFleetSwitches,
  listClientSwitchLog,
  listFleetSwitchLog,
} from './switches.ts'
import { getMessageTrace } from './trace.ts'

export const operatorEndpoints: readonly Endpoint[] = [
  createClient,
  listClients,
  getClient,
  changeClient,
  changeClientSwitches,
  listClientSwitchLog,
  getFleetSwitches,
  changeFleetSwitches,
  listFleetSwitchLog,
  listHeld,
  getMessageTrace,
  getHealth,
]
