/** PostgreSQL's wire as far as a line between needs it: where a message ends, and what a request is about. */

const SYNC = 0x53
const QUERY = 0x51
const PARSE = 0x50
const BIND = 0x42
export const READY_FOR_QUERY = 0x5a
export const TERMINATE = 0x58
export const PASSWORD = 0x70

export const typeOf = (frame: Buffer): number => frame[0] ?? 0
export const endsRequest = (frame: Buffer): boolean => typeOf(frame) === SYNC || typeOf(frame) === QUERY

/** Cuts a stream into messages; the first of a client has no type. */
export function frameReader(first: 'typed' | 'untyped'): (chunk: Buffer) => Buffer[] {
  let rest: Buffer = Buffer.alloc(0)
  let untyped = first === 'untyped'
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const frames: Buffer[] = []
    for (;;) {
      const head = untyped ? 0 : 1
      if (rest.length < head + 4) return frames
      const length = head + rest.readInt32BE(head)
      if (rest.length < length) return frames
      frames.push(rest.subarray(0, length))
      rest = rest.subarray(length)
      untyped = false
    }
  }
}

/** The statement's name where it says what it does, the beginning of its text otherwise. */
export function labelOf(request: readonly Buffer[], texts: Map<string, string>): string {
  for (const frame of request) {
    const type = typeOf(frame)
    if (type === QUERY) return short(stringAt(frame, 5))
    if (type === PARSE) {
      const name = stringAt(frame, 5)
      const text = stringAt(frame, 5 + Buffer.byteLength(name) + 1)
      if (name !== '') texts.set(name, text)
      return called(name, text)
    }
    if (type === BIND) {
      const portal = stringAt(frame, 5)
      const name = stringAt(frame, 5 + Buffer.byteLength(portal) + 1)
      return called(name, texts.get(name) ?? '')
    }
  }
  return 'other'
}

const called = (name: string, text: string) => (name === '' || name.startsWith('engine-') ? short(text) : name)

const short = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 90)

function stringAt(frame: Buffer, from: number): string {
  return frame.subarray(from, frame.indexOf(0, from)).toString('utf8')
}

/** A request that the server refuses, and does nothing for. */
export function refusedRequest(): Buffer {
  const text = `do $$begin raise exception 'refused by the line' using errcode = '58000'; end$$\0`
  const frame = Buffer.alloc(5 + Buffer.byteLength(text))
  frame[0] = QUERY
  frame.writeInt32BE(frame.length - 1, 1)
  frame.write(text, 5)
  return frame
}

/** What keeps a client from waiting for the server to come back. */
export function farewell(): Buffer {
  const fields = Buffer.from('SFATAL\0C28000\0Mthis line is dead\0\0')
  const head = Buffer.from([0x45, 0, 0, 0, 0])
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}
