/** One PostgreSQL for the whole test run. */
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { startTestServer } from './test-server.ts'

const dataDir = fileURLToPath(new URL('../../../.jobrun/test-postgres', import.meta.url))

export async function setup(project: TestProject) {
  const { url, template, stop } = await startTestServer(dataDir)
  project.provide('testServer', { url, template })
  return stop
}
