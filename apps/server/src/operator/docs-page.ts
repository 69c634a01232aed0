/** The OpenAPI document as one plain page: no scripts, nothing from elsewhere. */
import type { OpenApi, Operation } from '@jobrun/contracts/openapi'

export function docsPage(document: OpenApi): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  const index = operations.map(
    ({ method, path, operation }) =>
      `<li><a href="#${escaped(operation.operationId)}"><b>${method}</b> ${escaped(path)}</a> ${escaped(operation.summary)}</li>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(document.info.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(document.info.title)}</h1>
<p>Send the key with each call under <code>/api/admin</code>: <code>Authorization: Bearer &lt;ADMIN_API_KEY&gt;</code>.
For programs: <a href="/api/docs/openapi.json">openapi.json</a>.</p>
<ul>
${index.join('\n')}
</ul>
${operations.map(section).join('\n')}
</main>
</body>
</html>
`
}

function section({ method, path, operation }: { method: string; path: string; operation: Operation }): string {
  const { operationId, summary, parameters, requestBody, responses } = operation
  const answers = Object.entries(responses)
    .filter(([status]) => status !== 'default')
    .map(([status, answer]) => schema(`Answer ${status}`, answer))
  return `<section id="${escaped(operationId)}">
<h2><b>${method}</b> ${escaped(path)}</h2>
<p>${escaped(summary)}</p>
${parameters.length > 0 ? parameterTable(parameters) : ''}
${requestBody ? schema('Body', requestBody) : ''}
${answers.join('\n')}
</section>`
}

function parameterTable(parameters: Operation['parameters']): string {
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escaped(name)}</code></td><td>${place}${required ? ', required' : ''}</td><td><code>${escaped(JSON.stringify(schema))}</code></td></tr>`,
  )
  return `<table>${rows.join('')}</table>`
}

function schema(title: string, of: unknown): string {
  const { content } = of as { content?: { [type: string]: { schema?: unknown } } }
  const [first] = Object.values(content ?? {})
  return `<details><summary>${escaped(title)}</summary><pre>${escaped(JSON.stringify(first?.schema, null, 2))}</pre></details>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 60rem; margin: 0 auto; padding: 1rem }
section { border-top: 1px solid #8886; padding-top: .5rem }
h2 { font-size: 1.1rem; overflow-wrap: anywhere }
ul { padding-left: 1.2rem }
table { border-collapse: collapse }
td { border: 1px solid #8886; padding: .2rem .5rem; vertical-align: top; overflow-wrap: anywhere }
pre { overflow-x: auto; background: #8882; padding: .5rem; font-size: .85rem }
`
