/**
 * Many callers' work as one: whoever comes while a group is under way waits for the next, and a group is one statement
 * over all its inputs, made durable by one commit. Each caller sees what work of its own would give: resolved only after
 * the commit, and when anything in the group goes wrong, the group is undone and each runs by itself. Under light load a
 * group is one caller, which waits for nobody.
 */
import { type Db, inTransaction, type Pool, type Tx } from './pool.ts'

interface Grouped<In> {
  /** Between the beginnings of two groups: who comes after a rest is served at once, who comes within it gathers. */
  restMs: number
  /** Inputs of one key are never in one group. Groups are in its order, so that two never wait for each other's locks. */
  keyOf: (input: In) => string
  /** In a group; 32 unless told. */
  most?: number
}

/**
 * `work` may see an input twice, the first time undone, or done by a commit whose answer was lost: it must do nothing
 * outside of its transaction, and no harm when it comes again. It gives an output for each input, in their order.
 */
export interface GroupWork<In, Out> extends Grouped<In> {
  /** `rollback` undoes everything, and still gives the callers their values; `withCommit` as in a transaction. */
  work: (tx: Tx, inputs: readonly In[], rollback: () => void, withCommit: Db) => Promise<Out[]>
}

export interface GroupStatement<In, Out> extends Grouped<In> {
  work: (db: Db, inputs: readonly In[]) => Promise<Out[]>
}

export function createGroupCommit<In, Out>(
  pool: Pool,
  { work, ...how }: GroupWork<In, Out>,
): (input: In) => Promise<Out> {
  return gather(how, (inputs) =>
    inTransaction(pool, async (tx, rollback, withCommit) => {
      let undone = false
      const undo = () => {
        undone = true
      }
      const outputs = await work(tx, inputs, undo, withCommit)
      if (undone) rollback()
      return { outputs, undone }
    }),
  )
}

/** The same for work of one statement, which is a transaction by itself. */
export function createGroupStatement<In, Out>(
  pool: Pool,
  { work, ...how }: GroupStatement<In, Out>,
): (input: In) => Promise<Out> {
  return gather(how, async (inputs) => ({ outputs: await work(pool, inputs), undone: false }))
}

/** Longer groups gain little, and what others wait for is locked for longer. */
const MOST_IN_A_GROUP = 32
/** While one group waits for the disk, another can work. */
const GROUPS_AT_ONCE = 2

interface Served<Out> {
  outputs: Out[]
  undone: boolean
}

type Serve<In, Out> = (inputs: readonly In[]) => Promise<Served<Out>>

interface Caller<In, Out> {
  input: In
  key: string
  resolve: (output: Out) => void
  reject: (reason: unknown) => void
}

function gather<In, Out>(
  { keyOf, restMs, most = MOST_IN_A_GROUP }: Grouped<In>,
  serve: Serve<In, Out>,
): (input: In) => Promise<Out> {
  let waiting: Caller<In, Out>[] = []
  let underWay = 0
  let called = false
  let rested = true

  function takeGroup(): Caller<In, Out>[] {
    const group = new Map<string, Caller<In, Out>>()
    const left: Caller<In, Out>[] = []
    for (const caller of waiting) {
      if (group.size < most && !group.has(caller.key)) group.set(caller.key, caller)
      else left.push(caller)
    }
    waiting = left
    return [...group.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  function rest(): void {
    rested = false
    setTimeout(() => {
      rested = true
      callNext()
    }, restMs)
  }

  /** After this round of the event loop, so that what arrives together goes together. */
  function callNext(): void {
    if (called || !rested || waiting.length === 0 || underWay >= GROUPS_AT_ONCE) return
    called = true
    setImmediate(() => {
      called = false
      underWay++
      rest()
      void serveGroup(takeGroup(), serve).finally(() => {
        underWay--
        callNext()
      })
      callNext()
    })
  }

  return (input) =>
    new Promise<Out>((resolve, reject) => {
      waiting.push({ input, key: keyOf(input), resolve, reject })
      callNext()
    })
}

async function serveGroup<In, Out>(callers: readonly Caller<In, Out>[], serve: Serve<In, Out>): Promise<void> {
  const together = callers.length > 1 ? await asOne(callers, serve) : null
  const alone = async ({ input }: Caller<In, Out>) => (await serve([input])).outputs[0] as Out
  await Promise.all(
    callers.map((caller, n) =>
      together ? caller.resolve(together[n] as Out) : alone(caller).then(caller.resolve, caller.reject),
    ),
  )
}

/** null: it could not be done as one. Whose fault it was, and whether it is one for all, shows when each runs alone. */
async function asOne<In, Out>(callers: readonly Caller<In, Out>[], serve: Serve<In, Out>): Promise<Out[] | null> {
  const served = await serve(callers.map(({ input }) => input)).catch(() => null)
  return served && !served.undone ? served.outputs : null
}
