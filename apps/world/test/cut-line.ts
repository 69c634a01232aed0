/** A line to the database that can be cut: connections break, and new ones break too, a moment after they were made. */
import { connect, createServer, type Socket } from 'node:net'

export interface CutLine {
  url: string
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** So that what is tried again and again does not run through all its tries within a millisecond. */
const BREAKS_AFTER_MS = 150

export async function cutLine(databaseUrl: string): Promise<CutLine> {
  const far = new URL(databaseUrl)
  const open = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    open.add(near)
    near.on('error', () => {}).on('close', () => open.delete(near))
    if (isCut) return void setTimeout(() => near.destroy(), BREAKS_AFTER_MS)
    const onward = connect(Number(far.port), far.hostname)
    onward.on('error', () => near.destroy()).on('close', () => near.destroy())
    near.on('close', () => onward.destroy())
    near.pipe(onward).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const near = new URL(databaseUrl)
  near.hostname = '127.0.0.1'
  near.port = String((server.address() as { port: number }).port)
  const breakAll = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    url: near.href,
    cut() {
      isCut = true
      breakAll()
    },
    mend() {
      isCut = false
    },
    close() {
      breakAll()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
