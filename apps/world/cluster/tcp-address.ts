/** One address that leads wherever it is pointed, as a virtual IP does: connections that are open break as it moves. */
import { connect, createServer, type Socket } from 'node:net'
import { portOf } from '../proof/database-line.ts'

export interface Address {
  port: number
  pointTo(port: number): void
  close(): Promise<void>
}

export async function tcpAddress(first: number): Promise<Address> {
  const open = new Set<Socket>()
  let target = first
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.setNoDelay(true).pipe(other)
      one
        .on('error', () => {})
        .on('close', () => {
          open.delete(one)
          other.destroy()
        })
    }
  })
  return {
    port: await portOf(server),
    pointTo(port) {
      target = port
      for (const socket of open) socket.destroy()
    },
    close() {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
