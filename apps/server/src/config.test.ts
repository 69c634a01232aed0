import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const whole = {
  PUBLIC_BASE_URL: 'https://jobrun.example/',
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_NUMBER: '+447700900000',
  ADMIN_PHONE: '+447700900123',
  ADMIN_API_KEY: '0123456789abcdef',
}

const problemsOf = (change: Record<string, string | undefined>) => {
  const read = readConfig({ ...whole, ...change })
  return read.ok ? [] : read.problems
}

test('what is needed is enough; the rest has defaults, and AI is off without a key', () => {
  const read = readConfig(whole)
  expect(read).toMatchObject({
    ok: true,
    config: {
      port: 3001,
      databaseUrl: null,
      databaseDirectUrl: null,
      databasePrepared: true,
      dataDir: '.jobrun',
      publicBaseUrl: 'https://jobrun.example',
      openai: null,
      gathering: { quietMs: 1_500, mostMs: 6_000 },
    },
  })
})

test('each missing variable is one sentence that names it and says what to set', () => {
  const read = readConfig({})
  expect(read.ok ? [] : read.problems).toHaveLength(Object.keys(whole).length)
  for (const name of Object.keys(whole))
    expect(problemsOf({ [name]: undefined })).toEqual([expect.stringContaining(`${name} is missing: set it to`)])
})

test.each([
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['PUBLIC_BASE_URL', 'jobrun.example'],
  ['DATABASE_URL', 'mysql://x'],
  ['TWILIO_ACCOUNT_SID', 'SK1'],
  ['TWILIO_NUMBER', '07700900000'],
  ['ADMIN_PHONE', '447700900123'],
  ['ADMIN_API_KEY', 'two words'],
  ['OPENAI_API_KEY', 'pk-1'],
  ['OPENAI_MODEL', 'gpt-5.4-mini'],
  ['AI_DAILY_BUDGET_USD', '-1'],
  ['AI_PRICES', '{"m":{"input":1}}'],
  ['AI_PRICES', 'cheap'],
  ['STRIPE_SECRET_KEY', 'pk_test_1'],
  ['STRIPE_WEBHOOK_SECRET', 'sec_1'],
  ['STRIPE_PRICE_ID', 'prod_1'],
  ['LOG_LEVEL', 'loud'],
  ['TURN_GATHER_MS', '1.5'],
])('%s=%s is refused in one sentence that names it', (name, value) => {
  expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} .*\\.$`))])
})

test('keys are told by their prefix, never by their length', () => {
  expect(
    problemsOf({
      OPENAI_API_KEY: 'sk-1',
      STRIPE_SECRET_KEY: 'rk_1',
      STRIPE_WEBHOOK_SECRET: 'whsec_1',
      STRIPE_PRICE_ID: 'price_1',
    }),
  ).toEqual([])
})

test('an empty variable counts as not set, and a second token is accepted beside the first', () => {
  const read = readConfig({ ...whole, OPENAI_API_KEY: ' ', TWILIO_AUTH_TOKEN_SECONDARY: 'old' })
  expect(read).toMatchObject({ ok: true, config: { openai: null }, secrets: { twilioAuthTokens: ['token', 'old'] } })
})

test('a mail server and a sender’s address are set together or not at all', () => {
  const [SMTP_URL, MAIL_FROM] = ['smtps://user:tell-nobody@smtp.example:465', 'notices@jobrun.example']
  expect(problemsOf({ SMTP_URL })).toEqual([expect.stringMatching(/^MAIL_FROM is missing: set it to .*\.$/)])
  expect(problemsOf({ MAIL_FROM })).toEqual([expect.stringMatching(/^SMTP_URL is missing: set it to .*\.$/)])
  for (const url of ['https://smtp.example', 'smtp.example:587', 'smtp://'])
    expect(problemsOf({ SMTP_URL: url, MAIL_FROM })).toEqual([expect.stringMatching(/^SMTP_URL must be .*\.$/)])
  for (const from of ['JobRun', 'JobRun <notices@jobrun.example>'])
    expect(problemsOf({ SMTP_URL, MAIL_FROM: from })).toEqual([expect.stringMatching(/^MAIL_FROM must be .*\.$/)])
  const read = readConfig({ ...whole, SMTP_URL, MAIL_FROM })
  expect(read).toMatchObject({ ok: true, config: { mail: { from: MAIL_FROM } }, secrets: { smtpUrl: SMTP_URL } })
  expect(JSON.stringify(read.ok && read.config)).not.toContain('tell-nobody')
})

test('secrets are never among what may be shown', () => {
  const read = readConfig({
    ...whole,
    TWILIO_AUTH_TOKEN: 'tell-nobody',
    OPENAI_API_KEY: 'sk-tell-nobody',
    ADMIN_API_KEY: 'tell-nobody-at-all',
  })
  expect(JSON.stringify(read.ok && read.config)).not.toContain('tell-nobody')
})

test('money is kept in whole millionths of a dollar', () => {
  const AI_PRICES = '{"my-model":{"input":0.75,"cachedInput":0.075,"output":4.5}}'
  const read = readConfig({ ...whole, OPENAI_API_KEY: 'sk-1', AI_DAILY_BUDGET_USD: '2.50', AI_PRICES })
  expect(read).toMatchObject({
    config: {
      aiDailyBudgetMicroUsd: 2_500_000,
      openai: { prices: { 'my-model': { input: 750_000, cachedInput: 75_000, output: 4_500_000 } } },
    },
  })
})

test('Stripe is set up whole or not at all', () => {
  expect(problemsOf({ STRIPE_SECRET_KEY: 'sk_1' })).toEqual([expect.stringContaining('set all three, or none')])
})
