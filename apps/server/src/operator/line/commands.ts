/** The commands of `npm run admin`, each with its words; nothing here that the API does not do. */
import { alerts, settleAlert, silence, testAlert, unsilence } from './alert-commands.ts'
import { type Ask, SaidNo } from './ask.ts'
import { type Given, readGiven } from './given.ts'
import { held, settleHeld } from './held-commands.ts'
import * as lists from './list-commands.ts'
import { operatorAdd, operatorList } from './operator-commands.ts'
import { health, signUp, stuck } from './sign-up-commands.ts'
import { turns } from './switch-commands.ts'

interface Command {
  takes: string
  says: string
  run(ask: Ask, given: Given): Promise<string>
}

const commands: Readonly<Record<string, Command>> = {
  clients: { takes: '', says: 'the clients', run: lists.clients },
  stuck: { takes: '[--severity HIGH] [--terminal]', says: 'owners whose sign-up does not go on', run: stuck },
  'sign-up': { takes: '<client>', says: 'where a sign-up stands, and what happened', run: signUp },
  held: { takes: '[client]', says: 'texts that are held back', run: held },
  pause: {
    takes: '<client|fleet> --reason "..." [--until <moment>]',
    says: 'hold replies back',
    run: turns('outboundPaused', true),
  },
  resume: {
    takes: '<client|fleet> --reason "..."',
    says: 'end a pause; sends nothing by itself',
    run: turns('outboundPaused', false),
  },
  'ai-off': {
    takes: '<client|fleet> --reason "..." [--until <moment>]',
    says: 'let the rules answer alone',
    run: turns('aiDisabled', true),
  },
  'ai-on': { takes: '<client|fleet> --reason "..."', says: 'ask the AI again', run: turns('aiDisabled', false) },
  'notices-off': {
    takes: '<client|fleet> --reason "..." [--until <moment>]',
    says: "drop owners' ordinary notices",
    run: turns('notificationsPaused', true),
  },
  'notices-on': {
    takes: '<client|fleet> --reason "..."',
    says: 'send them again',
    run: turns('notificationsPaused', false),
  },
  release: {
    takes: '<text|client> --reason "..." [--preview] [--even-if-lapsed]',
    says: 'let held texts go',
    run: (ask, given) => settleHeld(ask, given, 'release'),
  },
  drop: {
    takes: '<text|client> --reason "..." [--preview]',
    says: 'drop held texts',
    run: (ask, given) => settleHeld(ask, given, 'drop'),
  },
  trace: { takes: '<sid>', says: 'what became of one text', run: lists.trace },
  leads: { takes: '<client> [--state URGENT]', says: 'leads', run: lists.leads },
  lead: {
    takes: '<lead> [--state CLOSED --reason "..."]',
    says: "a lead's history, or a new state",
    run: lists.lead,
  },
  conversations: { takes: '<client|none>', says: 'who has texted', run: lists.conversations },
  messages: { takes: '<conversation>', says: 'what was said', run: lists.messages },
  calls: { takes: '[client]', says: 'who has rung', run: lists.calls },
  answer: { takes: '<conversation> "words" [--reason "..."]', says: "a person's answer", run: lists.answer },
  deliveries: {
    takes: '[client] [--state UNDELIVERED] [--error-code 30003]',
    says: 'texts out',
    run: lists.deliveries,
  },
  'opt-outs': { takes: '[client]', says: 'who wants no more texts', run: lists.optOuts },
  numbers: { takes: '[--status AVAILABLE] [--role SYSTEM]', says: 'the pool of numbers', run: lists.numbers },
  health: { takes: '', says: 'is it well', run: health },
  alerts: { takes: '[--state OPEN]', says: 'what is wrong, and what the founder was texted', run: alerts },
  ack: {
    takes: '<number> [--reason "..."]',
    says: 'an alert is in hand: no reminders',
    run: (ask, given) => settleAlert(ask, given, 'ack'),
  },
  resolve: {
    takes: '<number> [--reason "..."]',
    says: 'an alert is mended',
    run: (ask, given) => settleAlert(ask, given, 'resolve'),
  },
  silence: { takes: '<minutes> --reason "..."', says: 'no alerts for a while', run: silence },
  unsilence: { takes: '', says: 'alerts again', run: unsilence },
  'test-alert': { takes: '[key]', says: 'text the founder, and wait until it has arrived', run: testAlert },
  operators: { takes: '', says: 'who looks after it', run: operatorList },
  'operator-add': {
    takes: '--name "..." --role viewer|operator|admin [--client <client> ...]',
    says: 'add an operator; prints the link by which they sign in once',
    run: operatorAdd,
  },
  audit: { takes: '[client]', says: 'who changed what, and why', run: lists.audit },
}

export function usage(): string {
  const lines = Object.entries(commands).map(
    ([name, { takes, says }]) => `  ${`${name} ${takes}`.trim()}\n      ${says}`,
  )
  return `npm run admin -- <command>\n\n${lines.join('\n')}\n\nLists take --limit and --cursor. <client> is an id, a phone, a number or the name.`
}

/** What to print. Throws SaidNo with words for the person who asked. */
export async function runCommand(ask: Ask, argv: readonly string[]): Promise<string> {
  const [name = '', ...rest] = argv
  if (name === '' || name === 'help' || name === '--help') return usage()
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new SaidNo(0, `There is no command "${name}".\n\n${usage()}`)
  return command.run(ask, readGiven(rest))
}
