// A client by its id, for rows that name many of them: those that are wanted in one moment are one question.
import { type getClient, listClients } from '@jobrun/contracts/clients'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { ask, NotAnswered } from './ask.ts'

export type Client = OutputOf<typeof getClient>

interface Wanted {
  id: string
  give: (client: Client) => void
  refuse: (error: unknown) => void
}

/** What one question may name. */
const MOST = 100
const NOT_THERE = 'There is no such client, or it is not one of yours.'

let wanted: Wanted[] = []

/** Throws NotAnswered. */
export function askClient(id: string): Promise<Client> {
  return new Promise((give, refuse) => {
    if (wanted.length === 0) setTimeout(askForWanted, 0)
    wanted.push({ id, give, refuse })
  })
}

function askForWanted(): void {
  const all = wanted
  wanted = []
  for (let from = 0; from < all.length; from += MOST) void askTogether(all.slice(from, from + MOST))
}

async function askTogether(some: readonly Wanted[]): Promise<void> {
  try {
    const ids = some.map(({ id }) => id).join(',')
    const { items } = await ask(listClients, { query: { ids, limit: String(MOST) } })
    const found = new Map(items.map((client) => [client.id, client]))
    for (const { id, give, refuse } of some) {
      const client = found.get(id)
      if (client) give(client)
      else refuse(new NotAnswered(NOT_THERE, 404))
    }
  } catch (error) {
    for (const { refuse } of some) refuse(error)
  }
}
