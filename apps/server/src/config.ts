/**
 * The only reader of the environment: Config (may be shown), and Secrets apart (never logged). Every problem is one
 * sentence; keys are told by their prefix, never by their length.
 */
import { readPhone } from '@jobrun/domain/phone'
import { z } from 'zod'

export interface Config {
  port: number
  host: string
  /** Where a process without a web shows its metrics; null: nowhere. */
  metricsPort: number | null
  databaseUrl: string | null
  /** The same database without a pooler between; null: as `databaseUrl`. */
  databaseDirectUrl: string | null
  /** Whether the database may be asked to remember statements; not behind a pooler that shares its connections. */
  databasePrepared: boolean
  dataDir: string
  publicBaseUrl: string
  twilio: { accountSid: string; number: string; apiBaseUrl: string | null }
  /** null: notices go by text alone. */
  mail: { from: string } | null
  openai: { baseUrl: string | null; model: string; prices: Prices } | null
  /** For all clients together and a UTC day; null: no limit. */
  aiDailyBudgetMicroUsd: number | null
  /** Who answers customers where AI is on. */
  aiAnswers: 'ai' | 'rules'
  /** The share of turns that the other brain answers too, afterwards, and what that may cost in a UTC day. */
  shadow: { share: number; dailyBudgetMicroUsd: number }
  /** null: payments are taken by hand. */
  stripe: { priceId: string; apiBaseUrl: string | null } | null
  /** Whether numbers are bought when the pool is empty, and the papers that some countries ask for. */
  buying: { allowed: boolean; bundleSid: string | null; addressSid: string | null }
  /** What clients are told that it costs; Stripe's price has to say the same. */
  price: { monthlyPrice: string; trialDays: number }
  adminPhone: string
  /** Where alerts go by e-mail too; null: nowhere. */
  alertEmail: string | null
  /** Where spans go; null: nowhere, and none are made. */
  tracing: { endpoint: string; service: string } | null
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  gathering: { quietMs: number; mostMs: number }
}

export interface Secrets {
  twilioAuthTokens: [string, ...string[]]
  openaiApiKey: string | null
  stripeSecretKey: string | null
  stripeWebhookSecret: string | null
  adminApiKey: string
  /** With its user and password. */
  smtpUrl: string | null
  /** Who knows them may write there. */
  alertWebhookUrl: string | null
  heartbeatUrl: string | null
  /** Opens the metrics and nothing else. */
  metricsToken: string | null
}

/** Millionths of a US dollar for a million tokens, by the name of a model or its family. */
type Prices = Readonly<Record<string, { input: number; cachedInput: number; output: number }>>

type Environment = Readonly<Record<string, string | undefined>>

const url = (name: string) =>
  z
    .url({ protocol: /^https?$/, error: `${name} must be a URL that begins with http:// or https://.` })
    .transform((text) => text.replace(/\/+$/, ''))
const phone = (name: string) =>
  z
    .string()
    .refine(
      (text) => readPhone(text) === text,
      `${name} must be a phone number in E.164 form with its +, such as +447700900123.`,
    )
const prefixed = (name: string, ...prefixes: string[]) =>
  z.string().refine((text) => prefixes.some((prefix) => text.startsWith(prefix)), {
    error: `${name} must begin with ${prefixes.join(' or ')}.`,
    abort: true,
  })
const wholeMs = (name: string, fallback: string) =>
  z
    .string()
    .regex(/^\d{1,6}$/, `${name} must be a whole number of milliseconds.`)
    .default(fallback)
    .transform(Number)
/** Dollars as people write them, such as 2.50; kept as whole millionths. */
const microDollars = (name: string) =>
  z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})?$/, `${name} must be an amount in US dollars, such as 2.50.`)
    .transform((written) => Math.round(Number(written) * 1_000_000))
const dollarsPerMillion = z
  .number()
  .min(0)
  .max(10_000)
  .transform((dollars) => Math.round(dollars * 1_000_000))
const priceList = z.record(
  z.string().min(1),
  z.strictObject({ input: dollarsPerMillion, cachedInput: dollarsPerMillion, output: dollarsPerMillion }),
)
const PRICES_FORM =
  'AI_PRICES must be JSON of US dollars for a million tokens, such as {"my-model":{"input":0.75,"cachedInput":0.075,"output":4.5}}.'
const prices = z.string().transform((written, context) => {
  const read = priceList.safeParse(jsonOf(written))
  if (read.success) return read.data
  context.addIssue({ code: 'custom', message: PRICES_FORM })
  return z.NEVER
})
const present = (name: string, what: string) => ({ error: `${name} is missing: set it to ${what}.` })

const variables = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'PORT must be a number from 0 to 65535.')
    .default('3001')
    .transform(Number)
    .refine((port) => port <= 65_535, 'PORT must be a number from 0 to 65535.'),
  HOST: z.string().default('0.0.0.0'),
  METRICS_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'METRICS_PORT must be a number from 0 to 65535.')
    .transform(Number)
    .refine((port) => port <= 65_535, 'METRICS_PORT must be a number from 0 to 65535.')
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must begin with postgres:// or postgresql://.')
    .optional(),
  DATABASE_DIRECT_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_DIRECT_URL must begin with postgres:// or postgresql://.')
    .optional(),
  DATABASE_PREPARED_STATEMENTS: z.enum(['on', 'off'], 'DATABASE_PREPARED_STATEMENTS must be on or off.').default('on'),
  JOBRUN_DATA_DIR: z.string().default('.jobrun'),
  PUBLIC_BASE_URL: z
    .string(present('PUBLIC_BASE_URL', "the https address at which Twilio reaches this service, without a path's end"))
    .pipe(url('PUBLIC_BASE_URL')),
  TWILIO_ACCOUNT_SID: z
    .string(present('TWILIO_ACCOUNT_SID', "the account's SID, which begins with AC"))
    .pipe(prefixed('TWILIO_ACCOUNT_SID', 'AC')),
  TWILIO_AUTH_TOKEN: z.string(present('TWILIO_AUTH_TOKEN', "the account's auth token; it signs every webhook")),
  TWILIO_AUTH_TOKEN_SECONDARY: z.string().optional(),
  TWILIO_NUMBER: z
    .string(present('TWILIO_NUMBER', 'the number that owners sign up at, such as +447700900100'))
    .pipe(phone('TWILIO_NUMBER')),
  TWILIO_API_BASE_URL: url('TWILIO_API_BASE_URL').optional(),
  TWILIO_BUY_NUMBERS: z.enum(['true', 'false'], 'TWILIO_BUY_NUMBERS must be true or false.').default('false'),
  TWILIO_BUNDLE_SID: prefixed('TWILIO_BUNDLE_SID', 'BU').optional(),
  TWILIO_ADDRESS_SID: prefixed('TWILIO_ADDRESS_SID', 'AD').optional(),
  OPENAI_API_KEY: prefixed('OPENAI_API_KEY', 'sk-').optional(),
  OPENAI_BASE_URL: url('OPENAI_BASE_URL').optional(),
  OPENAI_MODEL: z
    .string()
    .regex(
      /\d{4}-?\d{2}-?\d{2}|-\d{4}$/,
      'OPENAI_MODEL must name a dated snapshot, such as gpt-5.4-mini-2026-03-17, never an alias that changes by itself.',
    )
    .default('gpt-5.4-mini-2026-03-17'),
  AI_PRICES: prices.optional(),
  AI_DAILY_BUDGET_USD: microDollars('AI_DAILY_BUDGET_USD').optional(),
  AI_ANSWERS: z.enum(['ai', 'rules'], 'AI_ANSWERS must be ai or rules.').default('ai'),
  AI_SHADOW_SHARE: z
    .string()
    .regex(/^(0|1|0?\.\d{1,4}|[01]\.0{1,4})$/, 'AI_SHADOW_SHARE must be a share from 0 to 1, such as 0.05.')
    .default('0')
    .transform(Number),
  AI_SHADOW_DAILY_BUDGET_USD: microDollars('AI_SHADOW_DAILY_BUDGET_USD').prefault('1'),
  STRIPE_SECRET_KEY: prefixed('STRIPE_SECRET_KEY', 'sk_', 'rk_').optional(),
  STRIPE_WEBHOOK_SECRET: prefixed('STRIPE_WEBHOOK_SECRET', 'whsec_').optional(),
  STRIPE_PRICE_ID: prefixed('STRIPE_PRICE_ID', 'price_').optional(),
  STRIPE_API_BASE_URL: url('STRIPE_API_BASE_URL').optional(),
  MONTHLY_PRICE: z
    .string()
    .regex(/^[£$€]\d{1,4}(\.\d{2})?$/, 'MONTHLY_PRICE must be written as owners read it, such as £49.')
    .default('£49'),
  TRIAL_DAYS: z
    .string()
    .regex(/^\d{1,3}$/, 'TRIAL_DAYS must be a whole number of days; 0 for none.')
    .default('7')
    .transform(Number),
  ADMIN_PHONE: z
    .string(present('ADMIN_PHONE', "the founder's mobile, such as +447700900123; alerts go there"))
    .pipe(phone('ADMIN_PHONE')),
  ALERT_EMAIL: z.email('ALERT_EMAIL must be a bare e-mail address, such as founder@jobrun.example.').optional(),
  ALERT_WEBHOOK_URL: url('ALERT_WEBHOOK_URL').optional(),
  HEARTBEAT_URL: url('HEARTBEAT_URL').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('OTEL_EXPORTER_OTLP_ENDPOINT').optional(),
  OTEL_SERVICE_NAME: z.string().default('jobrun'),
  METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, 'METRICS_TOKEN must be at least 16 characters without spaces.')
    .optional(),
  ADMIN_API_KEY: z
    .string(present('ADMIN_API_KEY', 'a long random secret; operators send it as a bearer token'))
    .regex(/^\S+$/, 'ADMIN_API_KEY must not hold spaces.'),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      hostname: /./,
      error: 'SMTP_URL must be smtp://user:password@host:port, or smtps:// for TLS from the start.',
    })
    .optional(),
  MAIL_FROM: z.email('MAIL_FROM must be a bare e-mail address, such as notices@jobrun.example.').optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
      'LOG_LEVEL must be trace, debug, info, warn, error or silent.',
    )
    .default('info'),
  TURN_GATHER_MS: wholeMs('TURN_GATHER_MS', '1500'),
  TURN_GATHER_MOST_MS: wholeMs('TURN_GATHER_MOST_MS', '6000'),
})

/** What asking the AI takes, for commands that need nothing else of the service. `ai` is null where no key is set. */
export function readAiAlone(
  env: Environment,
):
  | { ok: true; ai: { apiKey: string; baseUrl: string | null; model: string } | null }
  | { ok: false; problems: string[] } {
  const parsed = variables
    .pick({ OPENAI_API_KEY: true, OPENAI_BASE_URL: true, OPENAI_MODEL: true })
    .safeParse(whatIsSet(env))
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error) }
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl = null, OPENAI_MODEL: model } = parsed.data
  return { ok: true, ai: apiKey ? { apiKey, baseUrl, model } : null }
}

/** A server without a sender, or the other way round, would fail only when it is needed. */
const environment = variables
  .refine(
    ({ SMTP_URL, MAIL_FROM }) => !SMTP_URL || MAIL_FROM,
    'MAIL_FROM is missing: set it to the address that e-mails come from, or leave SMTP_URL out.',
  )
  .refine(
    ({ SMTP_URL, MAIL_FROM }) => !MAIL_FROM || SMTP_URL,
    'SMTP_URL is missing: set it to the server that sends e-mails, or leave MAIL_FROM out.',
  )
  .refine(
    ({ SMTP_URL, ALERT_EMAIL }) => !ALERT_EMAIL || SMTP_URL,
    'SMTP_URL is missing: set it to the server that sends e-mails, or leave ALERT_EMAIL out.',
  )
  .refine(
    ({ STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_PRICE_ID }) =>
      new Set([STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_PRICE_ID].map((value) => value === undefined)).size ===
      1,
    'STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET and STRIPE_PRICE_ID go together: set all three, or none.',
  )

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return undefined
  }
}

/** An empty variable counts as not set. */
function whatIsSet(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''))
}

function problemsOf(error: z.ZodError): string[] {
  return [...new Set(error.issues.map((issue) => issue.message))]
}

export function readConfig(
  env: Environment,
): { ok: true; config: Config; secrets: Secrets } | { ok: false; problems: string[] } {
  const parsed = environment.safeParse(whatIsSet(env))
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error) }
  return { ok: true, ...split(parsed.data) }
}

function split(env: z.output<typeof environment>): { config: Config; secrets: Secrets } {
  const config: Config = {
    port: env.PORT,
    host: env.HOST,
    metricsPort: env.METRICS_PORT ?? null,
    databaseUrl: env.DATABASE_URL ?? null,
    databaseDirectUrl: env.DATABASE_DIRECT_URL ?? null,
    databasePrepared: env.DATABASE_PREPARED_STATEMENTS === 'on',
    dataDir: env.JOBRUN_DATA_DIR,
    publicBaseUrl: env.PUBLIC_BASE_URL,
    twilio: {
      accountSid: env.TWILIO_ACCOUNT_SID,
      number: env.TWILIO_NUMBER,
      apiBaseUrl: env.TWILIO_API_BASE_URL ?? null,
    },
    mail: env.MAIL_FROM ? { from: env.MAIL_FROM } : null,
    openai: env.OPENAI_API_KEY
      ? { baseUrl: env.OPENAI_BASE_URL ?? null, model: env.OPENAI_MODEL, prices: env.AI_PRICES ?? {} }
      : null,
    aiDailyBudgetMicroUsd: env.AI_DAILY_BUDGET_USD ?? null,
    aiAnswers: env.AI_ANSWERS,
    shadow: { share: env.AI_SHADOW_SHARE, dailyBudgetMicroUsd: env.AI_SHADOW_DAILY_BUDGET_USD },
    stripe: env.STRIPE_PRICE_ID ? { priceId: env.STRIPE_PRICE_ID, apiBaseUrl: env.STRIPE_API_BASE_URL ?? null } : null,
    buying: {
      allowed: env.TWILIO_BUY_NUMBERS === 'true',
      bundleSid: env.TWILIO_BUNDLE_SID ?? null,
      addressSid: env.TWILIO_ADDRESS_SID ?? null,
    },
    price: { monthlyPrice: env.MONTHLY_PRICE, trialDays: env.TRIAL_DAYS },
    adminPhone: env.ADMIN_PHONE,
    alertEmail: env.ALERT_EMAIL ?? null,
    tracing: env.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, service: env.OTEL_SERVICE_NAME }
      : null,
    logLevel: env.LOG_LEVEL,
    gathering: { quietMs: env.TURN_GATHER_MS, mostMs: env.TURN_GATHER_MOST_MS },
  }
  const secrets: Secrets = {
    twilioAuthTokens: [
      env.TWILIO_AUTH_TOKEN,
      ...(env.TWILIO_AUTH_TOKEN_SECONDARY ? [env.TWILIO_AUTH_TOKEN_SECONDARY] : []),
    ],
    openaiApiKey: env.OPENAI_API_KEY ?? null,
    stripeSecretKey: env.STRIPE_SECRET_KEY ?? null,
    stripeWebhookSecret: env.STRIPE_WEBHOOK_SECRET ?? null,
    adminApiKey: env.ADMIN_API_KEY,
    smtpUrl: env.SMTP_URL ?? null,
    alertWebhookUrl: env.ALERT_WEBHOOK_URL ?? null,
    heartbeatUrl: env.HEARTBEAT_URL ?? null,
    metricsToken: env.METRICS_TOKEN ?? null,
  }
  return { config, secrets }
}
