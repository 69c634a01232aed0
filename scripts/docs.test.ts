import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

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

test('the README, CONTRIBUTING, CHANGELOG and a page of docs are looked at', () => {
  expect(pages.map(({ name }) => name)).toEqual(expect.arrayContaining(['README.md', join('docs', 'data-path.md')]))
})

test.each(pages)('$name: every relative link leads to something that is there', ({ name, text }) => {
  const broken = linksIn(text).filter((link) => {
    if (/^[a-z]+:/.test(link)) return false
    const [path = '', anchor] = link.split('#')
    const file = path === '' ? join(root, name) : resolve(root, dirname(name), path)
    if (madeLater.includes(file)) return false
    return !existsSync(file) || (anchor !== undefined && !anchorsIn(file).includes(anchor))
  })
  expect(broken).toEqual([])
})

test.each(pages)('$name: every npm script that it names exists', ({ text }) => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }
  const named = [...text.matchAll(/npm run (?:-s )?([a-z][a-z0-9:-]*)/g)].map(([, script = '']) => script)
  expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([])
})

test.each(pages)('$name: no path of somebody’s machine', ({ text }) => {
  expect(text).not.toMatch(/(?:^|[\s("'`=])(?:\/(?:home|root|work|tmp|Users|mnt)\/|[A-Z]:\\)/m)
})
