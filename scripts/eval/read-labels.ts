/** Turns with a person's word on them, from the database into a file of cases. */
import { existsSync, writeFileSync } from 'node:fs'
import { CannotRead, withStoredDatabase } from '../../apps/server/src/replay/stored-database.ts'
import { readLabels } from '../../packages/db/src/operator/labels.ts'
import { labelledCase } from '../../packages/domain/src/replay/labelled-case.ts'
import { Refused } from './read-cases.ts'

/** Writes one case a line. */
export async function writeLabels(file: string): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  try {
    const labels = await withStoredDatabase(process.env, readLabels)
    const cases = labels.map(labelledCase).filter((each) => each !== null)
    if (cases.length === 0) throw new Refused('No turn has a label yet: POST /api/admin/turns/:id/label gives one.')
    writeFileSync(file, cases.map((each) => `${JSON.stringify(each)}\n`).join(''))
    console.log(`${cases.length} labelled turns written to ${file}`)
  } catch (error) {
    if (error instanceof CannotRead || (error as Error).name === 'EmbeddedPostgresError')
      throw new Refused((error as Error).message)
    throw error
  }
}
