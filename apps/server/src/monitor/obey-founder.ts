/** What the founder asks by text, done within the turn that asked for it; the answer says what is now so. */
import * as rows from '@jobrun/db/monitor/founder-rows'
import type { Tx } from '@jobrun/db/pool'
import * as say from '@jobrun/domain/monitor/founder-answers'
import type { FounderCommand } from '@jobrun/domain/monitor/founder-command'

export interface ObeyDeps {
  /** Four digits that nobody can guess. */
  newCode: () => string
}

const MINUTE_MS = 60_000
const CODE_LASTS_MS = 10 * MINUTE_MS

export async function obeyFounder(
  tx: Tx,
  deps: ObeyDeps,
  { command, now }: { command: FounderCommand; now: Date },
): Promise<string> {
  switch (command.kind) {
    case 'menu':
      return say.founderMenu
    case 'status':
      return say.founderStatus(await rows.readFounderStatus(tx, now), now)
    case 'show':
    case 'ack':
    case 'mute':
      return aboutIncident(tx, command, now)
    case 'pause':
    case 'resume':
      return askToSwitch(tx, deps, { command, now })
    case 'code': {
      const done = await rows.confirmByCode(tx, command.code, now)
      return done ? say.switched(done.businessName, done.pause) : say.wrongCode
    }
  }
}

type AboutIncident = Extract<FounderCommand, { kind: 'show' | 'ack' | 'mute' }>

async function aboutIncident(tx: Tx, command: AboutIncident, now: Date): Promise<string> {
  const incident = await rows.findIncident(tx, command.number, now)
  if (!incident) return say.noSuchAlert(command.number)
  switch (command.kind) {
    case 'show':
      return say.shown(incident)
    case 'ack':
      await rows.acknowledgeByText(tx, command.number, now)
      return say.acknowledged(incident)
    case 'mute': {
      const until = new Date(now.getTime() + command.minutes * MINUTE_MS)
      await rows.muteByText(tx, command.number, { until, now })
      return say.muted(incident, until)
    }
  }
}

type ToSwitch = Extract<FounderCommand, { kind: 'pause' | 'resume' }>

/** Senders can be made up; who reads the answer has the phone. */
async function askToSwitch(
  tx: Tx,
  { newCode }: ObeyDeps,
  { command, now }: { command: ToSwitch; now: Date },
): Promise<string> {
  const found = await rows.findByName(tx, command.business)
  const [client] = found
  if (!client || found.length > 1)
    return say.noSuchBusiness(
      command.business,
      found.map(({ businessName }) => businessName),
    )
  const asked = {
    clientId: client.id,
    pause: command.kind === 'pause',
    code: newCode(),
    expiresAt: new Date(now.getTime() + CODE_LASTS_MS),
  }
  await rows.askForCode(tx, asked)
  return say.askCode(client.businessName, asked.pause, asked.code)
}
