// A process of its own that holds the database at argv[2] until SIGTERM. With `write` as argv[3] it inserts rows and
// prints each number once PostgreSQL acknowledged it.
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts'

const database = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '' })
process.once('SIGTERM', () => database.stop())
const alive = setInterval(() => {}, 60_000)
process.once('SIGTERM', () => clearInterval(alive))
process.stdout.write(`${JSON.stringify({ url: database.url, adopted: database.adopted })}\n`)

if (process.argv[3] === 'write') {
  const { Client } = await import('pg')
  const client = new Client(database.url)
  await client.connect()
  await client.query('CREATE TABLE kept (id int PRIMARY KEY)')
  for (let id = 1; ; id += 1) {
    await client.query('INSERT INTO kept VALUES ($1)', [id])
    process.stdout.write(`${id}\n`)
  }
}
