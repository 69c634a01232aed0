/** `npm start`: the whole of JobRun on one machine with nothing real behind it, and browser phones to text it from. */
import closeWithGrace from 'close-with-grace'
import { bootWorld, type World } from './boot-world.ts'
import { announceDemo, type DemoPlace, openDemoPlace, runningDemo, withdrawDemo } from './demo-place.ts'
import { linkToConsole } from './link-to-console.ts'
import { handsets, ownNumbers, seedWorld, spareNumbers, stock } from './seed-world.ts'
import { servePhones } from './serve-phones.ts'
import { welcome } from './welcome.ts'

/** PORT is the service's; the rest of the world has the next ones. */
const port = Number(process.env.PORT || 3001)
const ports = { service: port, phones: port + 1, twilio: port + 2, openai: port + 3, stripe: port + 4 }

async function start(place: DemoPlace): Promise<World> {
  const running = runningDemo(place.dataDir)
  if (running)
    throw new Error(`JobRun already runs here (process ${running.pid}): open ${running.phones}, or stop it first.`)
  const stale = announceDemo(place.dataDir, {
    pid: process.pid,
    phones: phonesUrl,
    service: `http://127.0.0.1:${ports.service}`,
  })
  if (stale) console.log('An earlier start did not end in order; its data are taken over.')
  const world = await bootWorld({ ...place, ports })
  for (const number of [...ownNumbers.map(({ number }) => number), ...spareNumbers]) world.addNumber(number)
  // Pointed at us once they are somebody's.
  for (const number of stock) world.twilio.addNumber(number)
  await seedWorld(world.publicBaseUrl, place.adminApiKey)
  return world
}

const phonesUrl = `http://127.0.0.1:${ports.phones}`
const place = openDemoPlace(process.env.JOBRUN_DATA_DIR || '.jobrun')

try {
  const world = await start(place)
  const phones = await servePhones(world, ports.phones)
  closeWithGrace({ delay: 15_000 }, async () => {
    await phones.close()
    await world.service.stop()
    await world.stopStandIns()
    withdrawDemo(place.dataDir)
  })
  const began = Number(process.env.JOBRUN_COMMAND_BEGAN) || performance.timeOrigin
  const consoleUrl = await linkToConsole(world, phonesUrl)
  console.log(
    welcome({
      phonesUrl,
      consoleUrl,
      world,
      customer: handsets[0]?.number ?? '',
      seconds: (Date.now() - began) / 1_000,
    }),
  )
} catch (error) {
  if (runningDemo(place.dataDir)?.pid === process.pid) withdrawDemo(place.dataDir)
  console.error(inWords(error))
  process.exit(1)
}

function inWords(error: unknown): string {
  const { code, message, stack, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program: stop that program and run npm start again.`
  return /^(Error|CannotStart|EmbeddedPostgresError)$/.test((error as Error).name) ? message : (stack ?? message)
}
