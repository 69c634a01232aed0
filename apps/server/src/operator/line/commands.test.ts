import { afterAll, beforeAll, expect, test } from 'vitest'
import { elmPlumbing, KEY, type OperatorWorld, operatorWorld } from '../operator-world.ts'
import { type Ask, askOver } from './ask.ts'
import { runCommand, usage } from './commands.ts'

let world: OperatorWorld
let url: string
let ask: Ask
let clientId: string
let conversationId: string
beforeAll(async () => {
  world = await operatorWorld({ queue: async () => ({ status: 'unhealthy', detail: 'A text is late.' }) })
  url = await world.app.listen({ host: '127.0.0.1', port: 0 })
  ask = askOver({ url, key: KEY })
  clientId = (await world.call('POST', '/api/admin/clients', elmPlumbing)).json.id
  const conversation = { ourNumber: '+441134960101', phone: '+447700900301', clientId, lastTextAt: world.clock.now }
  conversationId = (await world.prisma.conversation.create({ data: conversation })).id
  const id = '00000000-0000-4000-8000-000000000001'
  const text = { id, messageSid: 'SMin1', conversationId, clientId, seq: 1, body: 'burst\u001b[31m pipe\nin Leeds' }
  await world.prisma.inboundMessage.create({ data: { ...text, receivedAt: world.clock.now } })
})
afterAll(() => world[Symbol.asyncDispose]())

const run = (...argv: string[]) => runCommand(ask, argv)

test('a pause, an answer that is held, its release: each is told in words', async () => {
  expect(await run('pause', 'elm plumbing', '--reason', 'quiet', '--until', '2030-02-01T00:00:00Z')).toBe(
    'Replies of Elm Plumbing are paused until 2030-02-01T00:00:00Z: what would be sent is held.',
  )
  expect(await run('clients')).toContain('replies paused')
  expect(await run('answer', conversationId, 'I can come at 4.')).toContain('Held, for replies are paused')
  expect(await run('held', '+441134960101')).toMatch(/outbound-paused\s+\+447700900301\s+I can come at 4\./)
  await expect(run('release', 'Elm', '--reason', 'now')).rejects.toThrow('turn the pause off first')
  expect(await run('release', 'Elm', '--preview')).toContain('Left behind: 1.')

  expect(await run('resume', clientId, '--reason', 'over')).toContain('stays held until it is released')
  expect(await run('release', 'Elm', '--preview')).toMatch(/^Would be released: 1\./)
  const { items } = (await world.call('GET', '/api/admin/held')).json
  expect(await run('release', items[0].id, '--reason', 'now')).toBe('Released: to +447700900301, "I can come at 4.".')
  expect(await run('held')).toBe('Nothing is held.')
  expect(await run('drop', 'Elm', '--reason', 'none')).toBe('Dropped: 0.')
  const audit = await run('audit', 'Elm')
  for (const action of ['switches.change', 'conversation.answer', 'held.release']) expect(audit).toContain(action)
})

test('the other two switches are turned by a word, with a reason', async () => {
  expect(await run('ai-off', 'fleet', '--reason', 'it makes things up')).toBe(
    "The fleet's AI answers are off: the rules answer alone.",
  )
  expect(await run('ai-on', 'Elm', '--reason', 'over')).toContain("The fleet's switch still keeps them off.")
  expect(await run('ai-on', 'fleet', '--reason', 'over')).toBe("The fleet's AI answers are on again.")
  expect(await run('notices-off', 'Elm', '--reason', 'on holiday')).toContain('urgent ones go to the founder')
  expect(await run('clients')).toContain('notices paused')
  expect(await run('notices-on', 'Elm', '--reason', 'back')).toBe('Notices to owners of Elm Plumbing are on again.')
  await expect(run('ai-off', 'fleet')).rejects.toThrow('--reason')
})

test('who is stuck in signing up, where they stand, and how the service is', async () => {
  expect(await run('stuck')).toBe('Nobody is stuck in signing up.')
  const phoneNumber = '+447700900109'
  const { id } = await world.prisma.client.create({ data: { businessName: 'Slow Roofing', phoneNumber } })
  const stateEnteredAt = new Date(world.clock.now.getTime() - 1_440 * 60_000)
  await world.prisma.onboardingState.create({ data: { clientId: id, currentState: 'S9_TEST_CALL', stateEnteredAt } })
  expect(await run('stuck')).toMatch(/Slow Roofing\s+S9_TEST_CALL\s+1d\s+HIGH, terminal\s+Waits for: the test call/)
  expect(await run('stuck', '--severity', 'LOW')).toBe('Nobody is stuck in signing up.')
  expect(await run('stuck', '--terminal')).toContain(phoneNumber)
  expect(await run('sign-up', 'Slow')).toMatch(/^S9_TEST_CALL since .*not paid.*[\s\S]*Lacks .*twilioNumber/)
  expect(await run('health')).toBe('unhealthy\n  queue: unhealthy. A text is late.')
  expect(await run('calls')).toBe('Nobody has rung yet.')
})

test('lists are tables, and control characters of strangers do not reach the terminal', async () => {
  expect(await run('trace', 'SMin1')).toContain('waits for its turn')
  for (const shown of [await run('messages', conversationId), await run('trace', 'SMin1')]) {
    expect(shown).toContain('burst')
    expect(shown).not.toContain('\u001b')
  }
  expect(await run('conversations', 'Elm')).toContain('+447700900301')
  expect(await run('leads', 'Elm', '--state', 'URGENT')).toBe('There are no such leads.')
  expect(await run('opt-outs')).toBe('Nobody has opted out.')
  expect(await run('numbers')).toContain('+441134960101')
  expect(await run('deliveries', '--error-code', '30003')).toBe('There are no such texts.')
})

test('a lead is closed with a reason, and its history shown', async () => {
  const { id: customerId } = await world.prisma.customer.create({ data: { clientId, phone: '+447700900301' } })
  const { id } = await world.prisma.lead.create({ data: { clientId, customerId, conversationId } })
  await expect(run('lead', id, '--state', 'CLOSED')).rejects.toThrow('--reason')
  expect(await run('lead', id, '--state', 'CLOSED', '--reason', 'done')).toBe('The lead is CLOSED.')
  expect(await run('lead', id)).toMatch(/NEW\s+CLOSED\s+done/)
})

test('the fleet can be paused as a whole, and a client is told that it still is', async () => {
  expect(await run('pause', 'fleet', '--reason', 'storm')).toContain("The fleet's replies are paused")
  expect(await run('resume', 'Elm', '--reason', 'over')).toContain("The fleet's pause still holds them.")
  await run('resume', 'fleet', '--reason', 'over')
})

test.each([
  [['dance'], 'no command "dance"'],
  [['constructor'], 'no command'],
  [['pause', 'Elm'], '--reason'],
  [['pause', 'Oak', '--reason', 'x'], 'No client is called "Oak"'],
  [['trace'], "Say the text's sid"],
  [['held', '--colour'], '--colour'],
  [['release', '00000000-0000-4000-8000-000000000000', '--reason', 'x'], 'There is no message'],
  [['leads', 'Elm', '--state', 'OPEN'], 'AWAITING_BOOKING'],
])('%o is answered in words', async (argv, words) => {
  await expect(runCommand(ask, argv)).rejects.toThrow(words)
})

test('two clients of one name are told apart by their ids', async () => {
  const twin = { ...elmPlumbing, phoneNumber: '+447700900102', twilioNumber: '+441134960102' }
  const { json } = await world.call('POST', '/api/admin/clients', twin)
  await expect(run('leads', 'Elm Plumbing')).rejects.toThrow(json.id)
})

test('a wrong key, and a service that is not there, are said in words', async () => {
  await expect(runCommand(askOver({ url, key: 'nonsense' }), ['clients'])).rejects.toThrow('not the key')
  const nobody = askOver({ url: 'http://127.0.0.1:9', key: KEY })
  await expect(runCommand(nobody, ['clients'])).rejects.toThrow('does not answer at http://127.0.0.1:9')
})

test.each([
  'stuck',
  'held',
  'trace',
  'pause',
  'resume',
  'release',
  'drop',
  'leads',
  'conversations',
  'ai-off',
  'health',
])('the usage names %s', (name) => expect(usage()).toMatch(new RegExp(`\\n  ${name}( |\\n)`)))
