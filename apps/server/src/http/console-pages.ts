/** The operators' console, as built files: hashed ones for ever, and its one page at every address that is nobody else's. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import helmet from '@fastify/helmet'
import files from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuseUnknownRoute } from './problem.ts'

export const consoleBuilt = fileURLToPath(new URL('../../../console/dist', import.meta.url))

const NOT_BUILT =
  'The console is not built: run npm start, or npx turbo run build --filter=@jobrun/console, and start again.\n'

/** Scripts are ours and in files. Styles may stand in the page, since component libraries put theirs there. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'"],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
}

export async function consolePages(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(helmet, { contentSecurityPolicy, referrerPolicy: { policy: 'no-referrer' } })
  const index = join(folder, 'index.html')
  const page = existsSync(index) ? readFileSync(index, 'utf8') : null
  if (page !== null) {
    // One route for each file, so that no wildcard takes what is another's to refuse.
    await app.register(files, {
      root: folder,
      wildcard: false,
      index: false,
      globIgnore: ['index.html'],
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.startsWith(join(folder, 'assets'))
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  const sendPage = (reply: FastifyReply) =>
    page === null
      ? reply.code(404).type('text/plain; charset=utf-8').send(NOT_BUILT)
      : reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
  app.get('/', async (_request, reply) => sendPage(reply))
  app.setNotFoundHandler((request, reply) =>
    isForConsole(request) ? sendPage(reply) : refuseUnknownRoute(request, reply),
  )
}

/** What a person types or opens; programs, and what a page asks for, are told that there is nothing. */
function isForConsole({ method, url, headers }: FastifyRequest): boolean {
  const wantsPage = (headers.accept ?? '').includes('text/html')
  return method === 'GET' && wantsPage && !/^\/(api|p|b|assets)(\/|$)/.test(url.split('?', 1)[0] ?? '')
}
