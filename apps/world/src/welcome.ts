import type { World } from './boot-world.ts'

/** What to look at and what to try, once everything runs. */
export function welcome(of: {
  phonesUrl: string
  /** Opens once. */
  consoleUrl: string
  world: Pick<World, 'publicBaseUrl' | 'adminApiKey'>
  customer: string
  seconds: number
}): string {
  const { phonesUrl, consoleUrl, world, customer, seconds } = of
  return `
JobRun is ready after ${seconds.toFixed(1)} s. Twilio, OpenAI and Stripe are simulated; no text leaves this machine.

  Console   ${consoleUrl}
  Phones    ${phonesUrl}
  Service   ${world.publicBaseUrl}

Text Dave's Plumbing from the phones page, or from another terminal:
  npm run text -- ${customer} "burst pipe, water everywhere"

Ask as an operator:
  curl -H 'Authorization: Bearer ${world.adminApiKey}' ${world.publicBaseUrl}/api/admin/clients

Ctrl-C stops all of it; the next npm start goes on with the same data.`
}
