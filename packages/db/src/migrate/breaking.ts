/**
 * Whether a migration would break the version that is running while it is applied. Expand, then contract: what the
 * running version reads and writes stays as it is, and only a migration that says "contract" in its name, applied once
 * no running version needs it any more, takes something away. Some things no order of versions makes safe.
 * Reads the SQL with PostgreSQL's own parser; knows nothing of what the code does with a table.
 */
import { parse } from 'libpg-query'
import type { Migration } from './migrations-folder.ts'
import { isContract } from './newer.ts'

export interface Break {
  migration: string
  what: string
  /** Whether naming it a contract makes it right; never: it has to be done another way. */
  inContract: boolean
}

/** Applied everywhere before this was asked of them. */
const BEFORE_THE_RULE = ['20261124143654_client_facts']

/** Every break that its migration may not have. */
export async function findBreaks(migrations: readonly Migration[]): Promise<Break[]> {
  const uniqueIndexes = new Set<string>()
  const breaks: Break[] = []
  for (const { name, sql } of migrations) {
    const { stmts = [] } = (await parse(sql)) as { stmts?: { stmt: Node }[] }
    const look: Looking = { tables: new Set(), columns: new Set(), uniqueIndexes }
    const found = stmts.flatMap(({ stmt }) => breaksOf(stmt, look))
    if (BEFORE_THE_RULE.includes(name)) continue
    for (const { what, inContract } of found)
      if (!(inContract && isContract(name))) breaks.push({ migration: name, what, inContract })
  }
  return breaks
}

/** What this migration made itself, which no running version knows, and the unique indexes of all before it. */
interface Looking {
  tables: Set<string>
  columns: Set<string>
  uniqueIndexes: Set<string>
}

type Found = Omit<Break, 'migration'>
// biome-ignore lint/suspicious/noExplicitAny: a node of the parser's tree; what is looked for is named below
type Node = any

const contract = (what: string): Found => ({ what, inContract: true })
const never = (what: string): Found => ({ what, inContract: false })

function breaksOf(stmt: Node, look: Looking): Found[] {
  const [[kind = '', node] = []] = Object.entries(stmt) as [string, Node][]
  switch (kind) {
    case 'CreateStmt':
      look.tables.add(node.relation.relname)
      return []
    case 'IndexStmt':
      return indexBreaks(node, look)
    case 'AlterTableStmt': {
      const table = node.relation.relname
      if (look.tables.has(table)) return []
      return node.cmds.flatMap((cmd: Node) => alterBreaks(table, cmd.AlterTableCmd, look))
    }
    case 'DropStmt':
      return dropBreaks(node, look)
    case 'RenameStmt':
      return [never(`renames ${node.subname ?? node.relation?.relname ?? 'something'}: add the new one beside it`)]
    case 'AlterObjectSchemaStmt':
      return [never(`moves ${node.relation?.relname ?? 'something'} to another schema`)]
    case 'TruncateStmt':
      return [never('empties a table')]
    case 'AlterEnumStmt':
      return node.oldVal ? [never(`renames the value ${node.oldVal}`)] : []
    default:
      return []
  }
}

/** A unique index is no restriction to rows that lack one of its columns, and the running version knows no new column. */
function indexBreaks(node: Node, look: Looking): Found[] {
  if (!node.unique) return []
  const table = node.relation.relname
  const columns: string[] = node.indexParams.map((param: Node) => param.IndexElem.name ?? '')
  look.uniqueIndexes.add(node.idxname)
  if (look.tables.has(table) || columns.some((column) => look.columns.has(`${table}.${column}`))) return []
  return [contract(`makes ${table} (${columns.join(', ')}) unique`)]
}

function dropBreaks({ removeType, objects }: Node, look: Looking): Found[] {
  const names: string[] = objects.map(lastName)
  if (removeType === 'OBJECT_INDEX')
    return names
      .filter((name) => look.uniqueIndexes.has(name))
      .map((name) => contract(`drops the unique index ${name}, by which a conflict may be found`))
  const what = String(removeType).replace('OBJECT_', '').toLowerCase()
  return names.map((name) => contract(`drops the ${what} ${name}`))
}

function lastName(object: Node): string {
  const items = object.List?.items ?? object.ObjectWithArgs?.objname ?? object.TypeName?.names ?? []
  return items.at(-1)?.String?.sval ?? 'something'
}

function alterBreaks(table: string, { subtype, name, def }: Node, look: Looking): Found[] {
  if (look.columns.has(`${table}.${name}`)) return []
  switch (subtype) {
    case 'AT_AddColumn':
      return addColumnBreaks(table, def.ColumnDef, look)
    case 'AT_DropColumn':
      return [contract(`drops ${table}.${name}`)]
    case 'AT_SetNotNull':
      return [contract(`requires ${table}.${name}`)]
    case 'AT_AlterColumnType':
      return [never(`changes the type of ${table}.${name}: add a column of the new type beside it`)]
    case 'AT_ColumnDefault':
      return def ? [] : [contract(`drops the default of ${table}.${name}`)]
    case 'AT_DropConstraint':
      // A key may be what a conflict is found by; a check or a foreign key that goes breaks nobody.
      return /(_pkey|_key)$/.test(name) ? [contract(`drops the key ${name} of ${table}`)] : []
    case 'AT_AddConstraint':
      return constraintBreaks(table, def.Constraint, look)
    default:
      return []
  }
}

function addColumnBreaks(table: string, column: Node, look: Looking): Found[] {
  look.columns.add(`${table}.${column.colname}`)
  const has = (type: string) => (column.constraints ?? []).some((one: Node) => one.Constraint.contype === type)
  const isRequired = has('CONSTR_NOTNULL') || has('CONSTR_PRIMARY')
  const fillsItself = has('CONSTR_DEFAULT') || has('CONSTR_GENERATED') || has('CONSTR_IDENTITY')
  return isRequired && !fillsItself ? [never(`adds ${table}.${column.colname}, required and without a default`)] : []
}

/** One that only looks at columns of this migration's own restricts no running version. */
function constraintBreaks(table: string, constraint: Node, look: Looking): Found[] {
  const named = JSON.stringify(constraint.raw_expr ?? constraint.keys ?? constraint.fk_attrs ?? [])
  const columns = [...named.matchAll(/"sval":"([^"]+)"/g)].map(([, column]) => `${table}.${column}`)
  if (columns.length > 0 && columns.some((column) => look.columns.has(column))) return []
  return [contract(`puts the constraint ${constraint.conname ?? ''} on ${table}`.replace('  ', ' '))]
}
