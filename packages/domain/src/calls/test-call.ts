/** What a call to a client that is being set up tells its onboarding; whether it proves anything is decided there. */
import type { OnboardingEvent, Standing } from '../onboarding/standing.ts'
import { callStates, stands } from '../onboarding/walk.ts'
import { readPhone } from '../phone.ts'
import type { Region } from '../region.ts'
import type { ArrivedCall, CalledClient, CallFacts } from './plan-call.ts'

/** Who forwarded is given by some carriers as it is dialled inside the country, and by others not at all. */
export function callArrived(
  call: ArrivedCall & { forwardedFrom: string | null },
  client: Pick<CalledClient, 'ownerPhone'> & { region: Region },
): OnboardingEvent {
  const forwarder = call.forwardedFrom && readPhone(call.forwardedFrom, client.region)
  return {
    kind: 'call-arrived',
    callSid: call.callSid,
    forwardedFrom: !forwarder ? 'untold' : forwarder === client.ownerPhone ? 'known' : 'other',
    callerIsOwner: call.caller === client.ownerPhone,
    callerEnding: call.caller?.slice(-3) ?? null,
  }
}

/** `standing`: after it was told of the call; null: it was not. */
export function testCallOf(standing: Standing | null, wasProven: boolean): CallFacts['testCall'] {
  if (!standing) return 'not-awaited'
  if (standing.proven && !wasProven) return 'proven'
  return stands(standing.state, callStates) ? 'awaited' : 'not-awaited'
}
