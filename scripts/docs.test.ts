import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { alertTypes } from '../packages/domain/src/monitor/alert-types.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Made by the browser test, so absent where no browser is. */
const madeLater = [join(root, 'docs/images/phones.png')]

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
].map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }))

function linksIn(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
}

/** As GitHub makes them. */
function anchorsIn(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )
}

/** `page: finding` for each; empty when all pages are in order. */
function findings(find: (page: { name: string; text: string }) => readonly string[]): string[] {
  return pages.flatMap((page) => find(page).map((finding) => `${page.name}: ${finding}`))
}

function isBroken(name: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return false
  const [path = '', anchor] = link.split('#')
  const file = path === '' ? join(root, name) : resolve(root, dirname(name), path)
  if (madeLater.includes(file)) return false
  return !existsSync(file) || (anchor !== undefined && !anchorsIn(file).includes(anchor))
}

test('every relative link leads to a file, and a heading, that is there', () => {
  expect(pages.flatMap(({ text }) => linksIn(text)).length).toBeGreaterThan(30)
  expect(findings(({ name, text }) => linksIn(text).filter((link) => isBroken(name, link)))).toEqual([])
})

test('every npm script that a page names exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }
  const unknown = (text: string) =>
    [...text.matchAll(/npm run (?:-s )?([a-z][a-z0-9:-]*)/g)]
      .map(([, script = '']) => script)
      .filter((script) => !Object.hasOwn(scripts, script))
  expect(findings(({ text }) => unknown(text))).toEqual([])
})

test('no page names a path of somebody’s own machine', () => {
  const paths = /(?<![\w.])(?:\/(?:home|root|work|tmp|Users|mnt)\/|[A-Z]:\\)\S*/g
  expect(findings(({ text }) => text.match(paths) ?? [])).toEqual([])
})

const source = (path: string) => readFileSync(join(root, path), 'utf8')
const page = (name: string) => pages.find((one) => one.name === name)?.text ?? ''

test('docs/operations.md explains every line that the log can hold', () => {
  const messages = [...source('apps/server/src/events.ts').matchAll(/^[^\n]*log[^\n]*'([^']+)'\)/gm)].map(
    ([, words = '']) => words,
  )
  expect(messages.length).toBeGreaterThan(20)
  const told = page('docs/operations.md')
  expect(messages.filter((words) => !told.includes(words.split(':')[0] ?? words))).toEqual([])
})

test('docs/runbook.md says what to do about each alert, each check of health and each invariant', () => {
  const checks = [...source('apps/server/src/compose.ts').matchAll(/^ {4}(\w+):? ?.*Check\(/gm)].map(
    ([, name = '']) => name,
  )
  const kinds = /kind: ((?:'[a-z-]+'(?: \| )?)+)\n {2}\/\*\* A client's id/.exec(
    source('packages/domain/src/monitor/facts.ts'),
  )
  const oddities = [...(kinds?.[1] ?? '').matchAll(/'([a-z-]+)'/g)].map(([, kind = '']) => kind)
  expect(checks.length).toBeGreaterThan(4)
  expect(oddities.length).toBeGreaterThan(2)
  const told = page('docs/runbook.md')
  const all = [...alertTypes, ...checks, 'database', 'clock', 'twilio', 'openai', 'stripe', ...oddities]
  expect(all.filter((name) => !told.includes(`\`${name}\``))).toEqual([])
})

test('docs/api.md names every action of the audit log', () => {
  const written = ['packages/db/src/operator', 'packages/db/src/path', 'apps/server/src/operator'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .flatMap((name) => [...source(join(folder, name)).matchAll(/action: '([a-z-]+\.[a-z-]+)'/g)])
      .map(([, action = '']) => action),
  )
  expect(written.length).toBeGreaterThan(10)
  expect(written.filter((action) => !page('docs/api.md').includes(`\`${action}\``))).toEqual([])
})
