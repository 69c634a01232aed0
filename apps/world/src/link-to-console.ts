/** Whoever starts the demo is its admin, and signs in by a link as everybody does; each start makes a new one. */
import { addOperator, linkOperator, listOperators } from '@jobrun/contracts/operators'
import type { World } from './boot-world.ts'

const NAME = 'You'

/** `phonesUrl`: so that the console can lead there. */
export async function linkToConsole(
  world: Pick<World, 'publicBaseUrl' | 'adminApiKey'>,
  phonesUrl: string,
): Promise<string> {
  const ask = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${world.publicBaseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${world.adminApiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`The console could not be opened: ${await answer.text()}`)
    return answer.json()
  }
  const { items } = listOperators.output.parse(await ask('GET', listOperators.path))
  const known = items.find(({ name, disabledAt }) => name === NAME && disabledAt === null)
  const reason = 'the demo was started'
  const made = known
    ? linkOperator.output.parse(await ask('POST', linkOperator.path.replace(':id', known.id), { reason }))
    : addOperator.output.parse(await ask('POST', addOperator.path, { name: NAME, role: 'admin', reason }))
  const link = new URL(made.signInUrl)
  link.searchParams.set('phones', phonesUrl)
  return link.href
}
