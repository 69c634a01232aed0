/** `npm run numbers:import` and `numbers:check`: the pool and the Twilio account, through the operator's API. */
import { readFileSync } from 'node:fs'
import { addNumber, checkNumbers, setUpNumber } from '@jobrun/contracts/numbers'
import { type Ask, SaidNo } from './ask.ts'
import { table } from './table.ts'

const usage = `npm run numbers:import -- numbers.csv     each line a number and, if wished, its country: +447700900123,GB
npm run numbers:import -- --twilio         every number of the Twilio account that is not in the pool`

/** What to print. Throws SaidNo with words for the person who asked. */
export async function importNumbers(ask: Ask, argv: readonly string[]): Promise<string> {
  const [from, ...more] = argv
  if (from === undefined || more.length > 0) throw new SaidNo(0, usage)
  const wanted = from === '--twilio' ? await notInPool(ask) : readCsv(from)
  const lines: string[] = []
  for (const { phoneE164, region } of wanted) lines.push(`${phoneE164}  ${await add(ask, phoneE164, region)}`)
  return lines.length === 0 ? 'There is nothing to import.' : lines.join('\n')
}

interface Wanted {
  phoneE164: string
  region: 'GB' | 'US' | null
}

async function add(ask: Ask, phoneE164: string, region: Wanted['region']): Promise<string> {
  try {
    const body = { phoneE164, region, reason: 'numbers:import' }
    return `added, ${(await ask(addNumber, { body })).status}`
  } catch (error) {
    // One that is known, or no number at all, must not keep the others out.
    if (error instanceof SaidNo && (error.status === 409 || error.status === 422)) return error.message
    throw error
  }
}

async function notInPool(ask: Ask): Promise<Wanted[]> {
  const { problem, faults } = await ask(checkNumbers)
  if (problem) throw new SaidNo(0, problem)
  return faults
    .filter(({ kind }) => kind === 'not-in-pool')
    .map(({ phoneE164 }) => ({ phoneE164, region: countryOf(phoneE164) }))
}

function countryOf(phone: string): Wanted['region'] {
  if (phone.startsWith('+44')) return 'GB'
  return phone.startsWith('+1') ? 'US' : null
}

/** A head line, empty lines and quotes are passed over. */
function readCsv(file: string): Wanted[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new SaidNo(0, `${file} cannot be read.\n${usage}`)
  }
  const rows = text.split(/\r?\n/).map((line) => line.split(/[,;\t]/).map((cell) => cell.replaceAll('"', '').trim()))
  return rows
    .filter(([phone = '']) => /\d{6}/.test(phone))
    .map(([phone = '', region = '']) => ({ phoneE164: phone, region: regionIn(region) ?? countryOf(phone) }))
}

function regionIn(written: string): Wanted['region'] {
  const country = written.toUpperCase()
  return country === 'GB' || country === 'US' ? country : null
}

/** `--fix`: those that point elsewhere are pointed at us. The exit code is 1 while something differs. */
export async function compareNumbers(ask: Ask, argv: readonly string[]): Promise<{ text: string; ok: boolean }> {
  if (argv.some((word) => word !== '--fix')) throw new SaidNo(0, 'npm run numbers:check [-- --fix]')
  const { problem, inPool, inAccount, faults } = await ask(checkNumbers)
  if (problem) throw new SaidNo(0, problem)
  const head = `${inPool} numbers in the pool, ${inAccount} in the Twilio account.`
  if (faults.length === 0) return { text: `${head}\nThey agree, and every number that is used reaches us.`, ok: true }
  const rows = faults.map(({ phoneE164, kind, status, detail }) => [phoneE164, kind, status ?? '-', detail])
  const shown = `${head}\n${table(['number', 'fault', 'status', 'what'], rows)}`
  const elsewhere = faults.filter(({ kind }) => kind === 'elsewhere')
  if (!argv.includes('--fix') || elsewhere.length === 0) return { text: shown, ok: false }
  for (const { id } of elsewhere)
    if (id) await ask(setUpNumber, { params: { id }, body: { reason: 'numbers:check --fix' } })
  return { text: `${shown}\n${elsewhere.length} will be pointed at us within a minute.`, ok: false }
}
