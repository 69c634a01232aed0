// Asks our own origin, and turns whatever goes wrong into one sentence a person can act on.

export class NotAnswered extends Error {
  readonly status: number | null
  constructor(sentence: string, status: number | null) {
    super(sentence)
    this.status = status
  }
}

/** Addresses are relative, so that the page works under any path. Throws NotAnswered. */
export async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, init)
  } catch {
    throw new NotAnswered('The demo world does not answer. Is npm start still running?', null)
  }
  if (!response.ok) throw new NotAnswered(await sentenceOf(response), response.status)
  try {
    return (await response.json()) as T
  } catch {
    throw new NotAnswered(`The demo world answered ${path} with something that is not JSON.`, response.status)
  }
}

/** The stand-in says `error`, problem JSON says `detail` or `title`. */
async function sentenceOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null)
  if (typeof body === 'object' && body !== null) {
    for (const name of ['error', 'detail', 'title', 'message']) {
      const said = (body as Record<string, unknown>)[name]
      if (typeof said === 'string' && said !== '') return said
    }
  }
  return `The demo world answered ${response.status}.`
}
