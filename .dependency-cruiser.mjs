/** Who may import whom. The picture and the reasons stand in docs/architecture.md; arrows point inward, no circles. */

const own = '^(apps|packages)/'

/** A folder may reach only itself, what is listed, and packages from outside. */
const onlyTo = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: `^${from}/`, pathNot: '\\.test\\.tsx?$|/test/' },
  to: { path: own, pathNot: [from, ...allowed].map((path) => `^${path}/`) },
})

const outsideOnlyIn = (name, packages, home) => ({
  name,
  severity: 'error',
  comment: `${packages} stay behind ${home}, so that their ways do not spread.`,
  from: { path: own, pathNot: [`^${home}`, '\\.test\\.tsx?$', '/(test|bench|proof|cluster)/'] },
  to: { path: `node_modules/(${packages})(/|$)`, dependencyTypesNot: ['type-only'] },
})

export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'A circle is one module in two files.',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    onlyTo('domain-imports-nothing', 'packages/domain', [], 'Deciding is pure: domain knows no other package.'),
    onlyTo(
      'contracts-know-domain',
      'packages/contracts',
      ['packages/domain'],
      'Contracts speak in the words of domain.',
    ),
    onlyTo(
      'db-knows-domain',
      'packages/db',
      ['packages/domain', 'packages/embedded-postgres'],
      'The database serves domain; the embedded PostgreSQL is for its command line.',
    ),
    onlyTo(
      'providers-know-domain-and-wire',
      'packages/providers',
      ['packages/domain', 'packages/contracts/src/wire'],
      'Adapters translate the wire into domain.',
    ),
    onlyTo(
      'simulators-stand-alone',
      'packages/simulators',
      ['packages/contracts/src/wire', 'packages/domain'],
      'Stand-ins know the wire, never the service.',
    ),
    onlyTo(
      'embedded-postgres-stands-alone',
      'packages/embedded-postgres',
      [],
      'It runs a database and knows nothing of what is in it.',
    ),
    onlyTo(
      'phone-is-a-page',
      'apps/phone',
      ['packages/domain', 'packages/simulators', 'packages/words'],
      'The page speaks to the world by HTTP.',
    ),
    onlyTo(
      'console-is-a-page',
      'apps/console',
      ['packages/domain', 'packages/contracts', 'packages/words'],
      'The console speaks to the service by HTTP, in the words of the contracts.',
    ),
    onlyTo('words-stand-alone', 'packages/words', [], 'Words for pages: they know nobody.'),
    onlyTo(
      'server-does-not-know-stand-ins',
      'apps/server',
      ['packages/domain', 'packages/contracts', 'packages/db', 'packages/providers', 'packages/embedded-postgres'],
      'The service runs on the real thing or on anything that looks like it.',
    ),
    {
      name: 'providers-only-from-compose',
      severity: 'error',
      comment: 'One place builds the real things.',
      from: { path: '^apps/server/src/', pathNot: 'compose\\.ts$|\\.test\\.ts$' },
      to: { path: '^packages/providers/' },
    },
    {
      name: 'path-does-not-look-back',
      severity: 'error',
      comment: 'Feature folders never call http, operator or jobs; a webhook may know its door.',
      from: { path: '^apps/server/src/(inbound|outbox|calls)/', pathNot: '-webhook\\.ts$|\\.test\\.ts$' },
      to: { path: '^apps/server/src/(http|operator|jobs)/' },
    },
    {
      name: 'fastify-at-the-door',
      severity: 'error',
      comment: 'Only webhooks, the operator API, http and the mains know Fastify.',
      from: {
        path: '^apps/server/src/',
        pathNot: '-webhook\\.ts$|-pages\\.ts$|/(operator|http)/|(serve|compose|start-service)\\.ts$|\\.test\\.ts$',
      },
      to: { path: 'node_modules/(fastify|@fastify)/' },
    },
    {
      name: 'environment-read-once',
      severity: 'error',
      comment: 'config.ts is the only reader of the environment; only mains hand it over.',
      from: {
        path: '^apps/server/src/',
        pathNot: '(serve|start-service|compose)\\.ts$|\\.test\\.ts$|^apps/server/src/config\\.ts$',
      },
      to: { path: '^apps/server/src/config\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    outsideOnlyIn('database-behind-db', '@prisma|prisma|pg|pg-boss', 'packages/(db|embedded-postgres)/'),
    outsideOnlyIn(
      'vendors-behind-providers',
      'twilio|openai|stripe|cockatiel|@opentelemetry',
      'packages/providers/src/',
    ),
    outsideOnlyIn(
      'zod-at-the-door',
      'zod',
      '(packages/(contracts|providers|simulators)/|apps/server/src/(config|http/contract-route)\\.ts)',
    ),
    {
      name: 'declared',
      severity: 'error',
      comment: 'What is imported is declared where it is imported.',
      from: { path: own },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'generated/|/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
