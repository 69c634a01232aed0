/** Composes the service of the environment, starts nothing, and says how many modules of OpenTelemetry's SDK were loaded; its bare API comes with prom-client. */
import { registerHooks } from 'node:module'

let loaded = 0
registerHooks({
  load(url, context, next) {
    if (/@opentelemetry\/(?!api\/)/.test(url)) loaded += 1
    return next(url, context)
  },
})
const { readConfig } = await import('@jobrun/server/config')
const { compose } = await import('@jobrun/server/compose')
const { config, secrets } = readConfig(process.env)
const service = await compose({ config, secrets, databaseUrl: config.databaseUrl })
await service.stopTracing()
await service.pool.end()
process.stdout.write(String(loaded))
process.exit(0)
