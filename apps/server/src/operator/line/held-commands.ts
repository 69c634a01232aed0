/** What pauses hold back, from the terminal. */
import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as contract from '@jobrun/contracts/held'
import { type Ask, SaidNo } from './ask.ts'
import { type Client, findClient, isId } from './find-client.ts'
import { type Given, pageOf, reasonOf, word } from './given.ts'
import { listed, minute, plain, table } from './table.ts'

export async function held(ask: Ask, given: Given): Promise<string> {
  const clientId = given.words[0] ? (await findClient(ask, given.words[0])).id : undefined
  return listed(await ask(contract.listHeld, { query: { ...pageOf(given), clientId } }), {
    none: 'Nothing is held.',
    columns: { id: (one) => one.id, ...columns },
  })
}

type Held = OutputOf<typeof contract.releaseHeld>

const columns = {
  held: (one: Held) => minute(one.heldAt) + (one.lapsed ? ' lapsed' : ''),
  why: (one: Held) => one.reason ?? '',
  to: (one: Held) => one.to,
  says: (one: Held) => one.body,
}

export async function settleHeld(ask: Ask, given: Given, act: 'release' | 'drop'): Promise<string> {
  const what = word(given, 0, 'which text, by its id, or whose, by the client')
  const client = await clientMeant(ask, what)
  if (client) return settleMany(ask, given, { client, act })
  const body = { reason: reasonOf(given), ...lapsedToo(given, act) }
  const endpoint = act === 'release' ? contract.releaseHeld : contract.dropHeld
  const done = await ask(endpoint, { params: { id: what }, body })
  return `${act === 'release' ? 'Released' : 'Dropped'}: to ${done.to}, "${plain(done.body)}".`
}

/** An id may be a text's as well as a client's. */
async function clientMeant(ask: Ask, what: string): Promise<Client | null> {
  try {
    return await findClient(ask, what)
  } catch (error) {
    if (error instanceof SaidNo && error.status === 404 && isId(what)) return null
    throw error
  }
}

function lapsedToo(given: Given, act: 'release' | 'drop'): { evenIfLapsed?: boolean } {
  return act === 'release' && given['even-if-lapsed'] ? { evenIfLapsed: true } : {}
}

async function settleMany(ask: Ask, given: Given, of: { client: Client; act: 'release' | 'drop' }): Promise<string> {
  const { client, act } = of
  const preview = given.preview ?? false
  const endpoint = act === 'release' ? contract.releaseClientHeld : contract.dropClientHeld
  const body = { reason: preview ? 'looking' : reasonOf(given), ...lapsedToo(given, act) }
  const done = await ask(endpoint, { params: { id: client.id }, query: { preview }, body })
  const did = act === 'release' ? ['Released', 'Would be released'] : ['Dropped', 'Would be dropped']
  const heads = Object.keys(columns)
  const cells = (one: Held) => Object.values(columns).map((cell) => cell(one))
  return [
    `${did[preview ? 1 : 0]}: ${done.messages.length}.`,
    ...(done.messages.length > 0 ? [table(heads, done.messages.map(cells))] : []),
    ...(done.leftBehind.length > 0
      ? [
          `Left behind: ${done.leftBehind.length}.`,
          table(
            ['because', ...heads],
            done.leftBehind.map((one) => [one.because, ...cells(one.message)]),
          ),
          ...new Set(done.leftBehind.map(({ detail }) => detail)),
        ]
      : []),
    ...(done.more ? ['There are more: run it again.'] : []),
  ].join('\n')
}
