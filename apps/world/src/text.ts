/** `npm run text -- +447700900301 "burst pipe, water everywhere" [to]`: one text through the running demo, and its answer. */
import { setTimeout as sleep } from 'node:timers/promises'
import { readPhone } from '@jobrun/domain/phone'
import type { HandsetMessage } from '@jobrun/simulators/twilio/message'
import { openDemoPlace, runningDemo } from './demo-place.ts'
import { DAVE } from './seed-world.ts'

/** An answer takes a few seconds: texts are gathered first. */
const PATIENCE_MS = 20_000
const QUIET_MS = 1_200

async function main([from = '', body = '', to = DAVE.ownNumber]: string[]): Promise<void> {
  if (readPhone(from) !== from) throw new Error('Say who texts, as +447700900301, then the words in quotes.')
  if (body === '') throw new Error('Say what to text, in quotes, after the number.')
  const place = openDemoPlace(process.env.JOBRUN_DATA_DIR || '.jobrun')
  const demo = runningDemo(place.dataDir)
  if (!demo) throw new Error('JobRun does not run here: start it with npm start in another terminal.')
  const { messageSid } = await send(demo.phones, { from, to, body })
  const fate = () => fateOf(messageSid, { service: demo.service, key: place.adminApiKey, phone: from })
  const answers = await waitForAnswers(demo.phones, { phone: from, after: messageSid }, fate)
  for (const answer of answers) console.log(`${answer.from}: ${answer.body}`)
  if (answers.length > 0) return
  const why = (await fate()) ?? `Nothing came within ${PATIENCE_MS / 1_000} s.`
  console.log(`No answer. ${why}\nMore: npm run admin -- trace ${messageSid}`)
}

/** Why no answer is to be expected, once that is certain. */
async function fateOf(sid: string, of: { service: string; key: string; phone: string }): Promise<string | null> {
  const headers = { authorization: `Bearer ${of.key}` }
  const asked = await fetch(`${of.service}/api/admin/messages/${sid}/trace`, { headers })
  if (!asked.ok) return null
  const trace = (await asked.json()) as {
    summary: string
    turn: object | null
    outbox: { to: string; state: string }[]
  }
  const mayCome = trace.outbox.some(({ to, state }) => to === of.phone && !/^(HELD|SUPPRESSED|FAILED)$/.test(state))
  return trace.turn === null || mayCome ? null : trace.summary
}

async function send(phones: string, text: { from: string; to: string; body: string }): Promise<{ messageSid: string }> {
  const answer = await fetch(`${phones}/sim/receive`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(text),
  })
  const said = (await answer.json()) as { messageSid: string; error?: string }
  if (!answer.ok) throw new Error(`The text was not taken: ${said.error}`)
  return said
}

/** The texts that came back since ours, once nothing more has come for a moment, or none will. */
async function waitForAnswers(
  phones: string,
  of: { phone: string; after: string },
  fate: () => Promise<string | null>,
): Promise<HandsetMessage[]> {
  const until = performance.now() + PATIENCE_MS
  let known = 0
  let quietSince = performance.now()
  let answers: HandsetMessage[] = []
  while (performance.now() < until) {
    const listed = await fetch(`${phones}/sim/messages?phone=${encodeURIComponent(of.phone)}`)
    const { items } = (await listed.json()) as { items: HandsetMessage[] }
    answers = items
      .slice(items.findIndex((message) => message.sid === of.after) + 1)
      .filter((message) => message.to === of.phone)
    if (answers.length > known) quietSince = performance.now()
    known = answers.length
    if (performance.now() - quietSince > QUIET_MS && (known > 0 || (await fate()) !== null)) break
    await sleep(150)
  }
  return answers
}

await main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
