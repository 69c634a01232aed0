import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function written(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog('info', { write: (line: string) => lines.push(line) }))
  return lines.join('')
}

test('an error is written without the connection, the row or the password it carries', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (phone)=(+447700900301) already exists.',
    client: { password: 'hunter2', secretKey: 1234 },
  })
  const line = written((log) => log.error({ err: error }, 'task failed'))
  expect(line).toContain('duplicate key')
  expect(line).toContain('23505')
  expect(line).not.toMatch(/hunter2|secretKey|7700900301/)
})

test('words of a customer and headers are cut wherever they stand', () => {
  const line = written((log) =>
    log.info({ body: 'my secret', request: { headers: { authorization: 'Bearer abc' }, body: 'my secret' } }, 'odd'),
  )
  expect(line).not.toMatch(/my secret|Bearer abc/)
  expect(line).toContain('[cut]')
})
