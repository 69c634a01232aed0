/** Who is meant by a word at the terminal: an id, a phone, a number, or a name. */
import { getClient, listClients } from '@jobrun/contracts/clients'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { readPhone } from '@jobrun/domain/phone'
import { type Ask, SaidNo } from './ask.ts'

export type Client = OutputOf<typeof getClient>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function isId(word: string): boolean {
  return UUID.test(word)
}

export async function findClient(ask: Ask, word: string): Promise<Client> {
  if (isId(word)) return ask(getClient, { params: { id: word } })
  const found = await searchClients(ask, word)
  const [client, another] = found
  if (!client) throw new SaidNo(404, `No client is called "${word}": npm run admin -- clients lists them.`)
  if (another) {
    const names = found.map(({ id, businessName }) => `${businessName} (${id})`).join(', ')
    throw new SaidNo(409, `More than one client fits "${word}": give the id of one of ${names}.`)
  }
  return client
}

/** Those of that very name or number; failing that, those whose name begins so. */
async function searchClients(ask: Ask, word: string): Promise<Client[]> {
  const phone = readPhone(word)
  const name = word.trim().toLowerCase()
  const exact: Client[] = []
  const beginning: Client[] = []
  for (let cursor: string | undefined; ; ) {
    const page: OutputOf<typeof listClients> = await ask(listClients, { query: { limit: 100, cursor } })
    for (const client of page.items) {
      const called = client.businessName.toLowerCase()
      const isNumber = phone !== null && (client.phoneNumber === phone || client.twilioNumber === phone)
      if (called === name || isNumber) exact.push(client)
      else if (name !== '' && called.startsWith(name)) beginning.push(client)
    }
    if (page.nextCursor === null) return exact.length > 0 ? exact : beginning
    cursor = page.nextCursor
  }
}
