// nodemailer against a real SMTP server of another hand, in this process.
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import { createSmtpMailer } from '../src/smtp-mailer.ts'

const mail = {
  id: '5d5a1f0e-0000-4000-8000-000000000001',
  to: 'kim@oak.example',
  subject: 'URGENT for Zoë’s Plumbing',
  text: 'URGENT: +447700900301. "Wasser überall"\n',
}
const user = { username: 'jobrun', password: 'p@ss word' }
const started: SMTPServer[] = []
const taken: string[] = []

afterEach(async () => {
  taken.length = 0
  for (const server of started.splice(0)) await new Promise<void>((done) => server.close(() => done()))
})

async function smtp(more: SMTPServerOptions = {}): Promise<string> {
  const server = new SMTPServer({
    logger: false,
    closeTimeout: 100,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === user.username && password === user.password
        ? done(null, { user: username })
        : done(new Error('no such user')),
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        taken.push(Buffer.concat(parts).toString('utf8'))
        done()
      })
    },
    ...more,
  })
  server.on('error', () => {})
  started.push(server)
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const { port } = server.server.address() as AddressInfo
  return `smtp://${user.username}:${encodeURIComponent(user.password)}@127.0.0.1:${port}`
}

const mailer = (url: string) => createSmtpMailer({ url, from: 'notices@jobrun.example', limitMs: 400 })
const refusing = (code: number) => (_: unknown, _session: unknown, done: (error: Error) => void) =>
  done(Object.assign(new Error('kim@oak.example: no'), { responseCode: code }))

test('a mail that the server takes arrives once, from us, with our id, its words whole', async () => {
  expect(await mailer(await smtp()).send(mail)).toEqual({ kind: 'accepted' })
  expect(taken).toHaveLength(1)
  const [message = ''] = taken
  expect(message).toMatch(/^From: JobRun <notices@jobrun\.example>\r$/m)
  expect(message).toMatch(/^To: kim@oak\.example\r$/m)
  expect(message).toMatch(new RegExp(`^Message-ID: <${mail.id}@jobrun\\.example>\\r$`, 'm'))
  expect(message).toMatch(/^Auto-Submitted: auto-generated\r$/m)
  expect(message).toMatch(/^Subject: =\?UTF-8\?/m)
  expect(message).toContain('Wasser =C3=BCberall')
})

test('words cannot write headers of their own', async () => {
  await mailer(await smtp()).send({ ...mail, subject: 'For Oak\r\nBcc: all@oak.example' })
  expect(taken[0]).not.toMatch(/^Bcc:/im)
})

test.each([
  [450, true],
  [550, false],
])('a recipient refused with %d is certainly not sent; later: %s', async (code, later) => {
  const outcome = await mailer(await smtp({ onRcptTo: refusing(code) })).send(mail)
  expect(outcome).toEqual({ kind: 'refused', later, detail: `SMTP ${code}` })
})

test.each([
  [452, true],
  [554, false],
])('a message refused with %d after its words is certainly not sent; later: %s', async (code, later) => {
  const onData: SMTPServerOptions['onData'] = (stream, session, done) => {
    stream.resume()
    stream.on('end', () => refusing(code)(stream, session, done))
  }
  expect(await mailer(await smtp({ onData })).send(mail)).toEqual({
    kind: 'refused',
    later,
    detail: `SMTP ${code}`,
  })
})

test.each(['silent', 'hangs up'])('a server that is %s after the words leaves it unknown', async (how) => {
  const onData: SMTPServerOptions['onData'] = (stream) => {
    stream.resume()
    stream.on('end', () => {
      if (how === 'hangs up') for (const connection of started[0]?.connections ?? []) connection.close()
    })
  }
  expect(await mailer(await smtp({ onData })).send(mail)).toMatchObject({ kind: 'unknown' })
})

test('a wrong password, and nobody there, are certainly not sent and tried later', async () => {
  const url = await smtp()
  const wrong = await mailer(url.replace('p%40ss', 'q')).send(mail)
  expect(wrong).toMatchObject({ kind: 'refused', later: true })
  for (const server of started.splice(0)) await new Promise<void>((done) => server.close(() => done()))
  expect(await mailer(url).send(mail)).toEqual({ kind: 'refused', later: true, detail: 'ESOCKET' })
  expect(taken).toEqual([])
})

test('no outcome quotes the address, the words or the password', async () => {
  const outcomes = [
    await mailer(await smtp({ onRcptTo: refusing(550) })).send(mail),
    await mailer((await smtp()).replace('p%40ss', 'q')).send(mail),
  ]
  expect(JSON.stringify(outcomes)).not.toMatch(/kim|Wasser|q word/)
})
