/**
 * The API described, for people and for programs. It needs no key: it says how to ask, and nothing of what is there.
 * Made once, when the service starts.
 */
import { openApiOf } from '@jobrun/contracts/openapi'
import { operatorEndpoints } from '@jobrun/contracts/operator-endpoints'
import type { FastifyInstance } from 'fastify'
import { docsPage } from './docs-page.ts'

const NO_SCRIPTS = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

export function mountDocs(app: FastifyInstance): void {
  const document = openApiOf(operatorEndpoints)
  const json = JSON.stringify(document)
  const html = docsPage(document)
  app.get('/api/docs/openapi.json', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').header('cache-control', 'max-age=60').send(json),
  )
  app.get('/api/docs', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .headers({ 'cache-control': 'max-age=60', 'content-security-policy': NO_SCRIPTS })
      .send(html),
  )
}
