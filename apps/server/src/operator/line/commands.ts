/** The commands of `npm run admin`, each with its words; nothing here that the API does not do. */
import { type Ask, SaidNo } from './ask.ts'
import { type Given, readGiven } from './given.ts'
import { held, settleHeld, switchReplies } from './held-commands.ts'
import * as lists from './list-commands.ts'

interface Command {
  takes: string
  says: string
  run(ask: Ask, given: Given): Promise<string>
}

const commands: Readonly<Record<string, Command>> = {
  clients: { takes: '', says: 'the clients', run: lists.clients },
  held: { takes: '[client]', says: 'texts that are held back', run: held },
  pause: {
    takes: '<client|fleet> --reason "..." [--until <moment>]',
    says: 'hold replies back',
    run: (ask, given) => switchReplies(ask, given, true),
  },
  resume: {
    takes: '<client|fleet> --reason "..."',
    says: 'end a pause; sends nothing by itself',
    run: (ask, given) => switchReplies(ask, given, false),
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
  answer: { takes: '<conversation> "words" [--reason "..."]', says: "a person's answer", run: lists.answer },
  deliveries: {
    takes: '[client] [--state UNDELIVERED] [--error-code 30003]',
    says: 'texts out',
    run: lists.deliveries,
  },
  'opt-outs': { takes: '[client]', says: 'who wants no more texts', run: lists.optOuts },
  numbers: { takes: '[--status AVAILABLE] [--role SYSTEM]', says: 'the pool of numbers', run: lists.numbers },
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
