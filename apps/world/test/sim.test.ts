import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('../src/sim.ts', import.meta.url))

/** Runs it until the words appear, or it ends by itself. */
function run(words: string[], until: string) {
  const child = spawn(process.execPath, [main, ...words])
  let said = ''
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const appeared = new Promise<void>((resolve) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes(until)) resolve()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
  })
  return { child, ended, shown: Promise.race([appeared, ended]).then(() => said) }
}

test.each([
  ['twilio', 'Twilio', 'TWILIO_API_BASE_URL='],
  ['openai', 'OpenAI', 'OPENAI_BASE_URL='],
  ['stripe', 'Stripe', 'STRIPE_API_BASE_URL='],
])('%s runs alone, says where, once, and stops on Ctrl-C', async (name, called, setting) => {
  const { child, ended, shown } = run([name, '--port', '0'], 'Ctrl-C stops it.')
  const said = await shown
  expect(said).toContain(setting)
  expect(said.match(/listens at/g)).toHaveLength(1)
  const url = new RegExp(`The stand-in of ${called} listens at (\\S+)`).exec(said)?.[1]
  expect((await fetch(`${url}/sim/state`)).status).toBe(200)
  child.kill('SIGINT')
  expect(await ended).toBe(0)
})

test.each([
  [['paypal'], 'Say which stand-in to run'],
  [['twilio', '--port', 'abc'], 'is no port'],
  [['twilio', '--colour', 'red'], '--colour'],
])('%o is refused in words', async (words, sentence) => {
  const { ended, shown } = run(words, sentence)
  expect(await shown).toContain(sentence)
  expect(await ended).toBe(1)
})
