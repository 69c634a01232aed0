/**
 * A line to PostgreSQL that knows where each request begins and ends: it can refuse one, leave one without an answer,
 * lose an answer, or die before or after one. When it is dead nothing passes any more, as when its process was killed.
 */
import { connect, createServer, type Server, type Socket } from 'node:net'
import {
  endsRequest,
  farewell,
  frameReader,
  labelOf,
  PASSWORD,
  READY_FOR_QUERY,
  refusedRequest,
  TERMINATE,
  typeOf,
} from './postgres-frames.ts'
import type { Tripwire } from './trap.ts'

export interface Line {
  url: string
  /** Requests without an answer so far. */
  inFlight(): number
  die(): void
  close(): Promise<void>
}

/** What is done with the answer to a request. */
type Answer = 'pass' | 'lose' | 'die'

export async function databaseLine(databaseUrl: string, wire: Tripwire): Promise<Line> {
  const open = new Set<Session>()
  let dead = false
  const die = () => {
    dead = true
    for (const session of open) session.cut()
  }
  const far = new URL(databaseUrl)
  const server = createServer((near) => {
    // The dead cannot be left to wait for their database.
    if (dead)
      return void near
        .on('error', () => {})
        .resume()
        .end(farewell(), () => near.destroy())
    const onward = connect(Number(far.port), far.hostname)
    const session = passOn(near, onward, {
      ...wire,
      died: () => {
        die()
        wire.died()
      },
    })
    open.add(session)
    near.on('close', () => open.delete(session))
  })
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(await portOf(server))
  return {
    url: url.href,
    inFlight: () => [...open].reduce((sum, session) => sum + session.inFlight(), 0),
    die,
    close() {
      die()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

export async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as { port: number }).port
}

interface Session {
  inFlight(): number
  cut(): void
}

function passOn(near: Socket, far: Socket, wire: Tripwire): Session {
  const awaited: Answer[] = ['pass']
  const texts = new Map<string, string>()
  const fromNear = frameReader('untyped')
  const fromFar = frameReader('typed')
  let begun = false
  let silent = false
  let request: Buffer[] = []
  const cut = () => {
    near.destroyed || near.resetAndDestroy()
    far.destroy()
  }
  let due = 0
  /** Late, but in order. */
  const write = (bytes: Buffer) => {
    const now = performance.now()
    due = Math.max(due, now + (wire.delayMs?.() ?? 0))
    if (due > now) setTimeout(() => far.write(bytes), due - now)
    else far.write(bytes)
  }
  const send = (answer: Answer, bytes: Buffer) => {
    awaited.push(answer)
    write(bytes)
  }
  const onRequest = (frames: Buffer[]) => {
    const bytes = Buffer.concat(frames)
    const label = labelOf(frames, texts)
    switch (wire.call(label)) {
      case null:
        return send('pass', bytes)
      case 'error':
        // PostgreSQL has no way to refuse a begin and serve what comes behind it; it ends the session.
        return label === 'begin' ? cut() : send('pass', refusedRequest())
      case 'killed before':
        return wire.died()
      case 'killed after':
        return send('die', bytes)
      case 'reply lost':
        return send('lose', bytes)
      case 'time-out':
        silent = true
        if (wire.silenceMs !== null) setTimeout(cut, wire.silenceMs)
    }
  }
  const onNear = (frame: Buffer) => {
    if (!begun || typeOf(frame) === PASSWORD || typeOf(frame) === TERMINATE) {
      begun = true
      return write(frame)
    }
    request.push(frame)
    if (!endsRequest(frame)) return
    const whole = request
    request = []
    if (!silent) onRequest(whole)
  }
  const onFar = (frame: Buffer): Buffer | null => {
    const answer = awaited[0] ?? 'pass'
    if (typeOf(frame) === READY_FOR_QUERY) {
      awaited.shift()
      if (answer === 'die') wire.died()
      if (answer === 'lose') cut()
    }
    return answer === 'pass' ? frame : null
  }
  near.setNoDelay(true).on('error', cut).on('close', cut)
  far.setNoDelay(true).on('error', cut).on('close', cut)
  near.on('data', (chunk) => {
    for (const frame of fromNear(chunk)) if (!near.destroyed) onNear(frame)
  })
  far.on('data', (chunk) => {
    const passed = fromFar(chunk)
      .map(onFar)
      .filter((frame) => frame !== null)
    if (passed.length > 0 && !near.destroyed) near.write(Buffer.concat(passed))
  })
  return { inFlight: () => (near.destroyed || silent ? 0 : awaited.length), cut }
}
