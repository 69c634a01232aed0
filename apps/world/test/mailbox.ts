/** An SMTP server of the tests that keeps what it takes, and can refuse. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Mailbox {
  url: string
  /** Whole messages, headers and words, oldest first. */
  taken: string[]
  /** What becomes of the next ones: taken, refused by this code, or left without an answer. */
  answer: 'take' | 'silence' | number
  stop(): Promise<void>
}

export async function startMailbox(): Promise<Mailbox> {
  const server = new SMTPServer({
    logger: false,
    closeTimeout: 100,
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (mailbox.answer === 'silence') {
          for (const connection of server.connections) connection.close()
          return
        }
        if (mailbox.answer !== 'take') return done(Object.assign(new Error('no'), { responseCode: mailbox.answer }))
        mailbox.taken.push(Buffer.concat(parts).toString('utf8'))
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const { port } = server.server.address() as AddressInfo
  const mailbox: Mailbox = {
    url: `smtp://127.0.0.1:${port}`,
    taken: [],
    answer: 'take',
    stop: () => new Promise<void>((done) => server.close(() => done())),
  }
  return mailbox
}
