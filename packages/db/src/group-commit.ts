/**
 * Many callers' transactions as one: whoever comes while a group is under way waits for the next, and a group's
 * statements travel together and are made durable by one commit. Each caller sees what a transaction of its own would
 * give: resolved only after the commit, and when anything in the group goes wrong, the group is undone and each runs by
 * itself. Under light load a group is one caller, which waits for nobody. On two cores an answer costs half the CPU.
 */
import { type Db, inTransaction, type Pool, type Tx } from './pool.ts'

interface Ordered<In> {
  /** Locks are taken in this order, so that two groups never wait for each other. */
  orderOf: (input: In) => string
}

export interface GroupWork<In, Out> extends Ordered<In> {
  /** One caller's statements. `rollback` undoes them, and still gives the caller its value. */
  each: (tx: Tx, input: In, rollback: () => void) => Promise<Out>
  /** What the whole group needs once, in the same transaction. */
  together: (tx: Tx, outputs: readonly Out[]) => Promise<void>
}

export interface GroupStatement<In, Out> extends Ordered<In> {
  each: (db: Db, input: In) => Promise<Out>
}

/**
 * `each` may run twice for an input, the first time undone, or done by a commit whose answer was lost: it must do nothing
 * outside of its transaction, and no harm when it comes again.
 */
export function createGroupCommit<In, Out>(pool: Pool, work: GroupWork<In, Out>): (input: In) => Promise<Out> {
  return gather(work, {
    asOne: (inputs) => asOne(pool, work, inputs),
    alone: (input) =>
      inTransaction(pool, async (tx, rollback) => {
        let undone = false
        const output = await work.each(tx, input, () => {
          undone = true
        })
        if (undone) rollback()
        else await work.together(tx, [output])
        return output
      }),
  })
}

/** The same for work of one statement, which needs no transaction when it is alone. */
export function createGroupStatement<In, Out>(pool: Pool, work: GroupStatement<In, Out>): (input: In) => Promise<Out> {
  return gather(work, {
    asOne: (inputs) => asOne(pool, { each: work.each, together: async () => {} }, inputs),
    alone: (input) => work.each(pool, input),
  })
}

/** Longer groups gain little and hold their locks longer. */
const MOST_IN_A_GROUP = 32
/** While one group waits for the disk, another can work. */
const GROUPS_AT_ONCE = 2

interface Ways<In, Out> {
  /** null: it could not be done as one. */
  asOne: (inputs: readonly In[]) => Promise<Out[] | null>
  alone: (input: In) => Promise<Out>
}

interface Caller<In, Out> {
  input: In
  order: string
  resolve: (output: Out) => void
  reject: (reason: unknown) => void
}

function gather<In, Out>({ orderOf }: Ordered<In>, ways: Ways<In, Out>): (input: In) => Promise<Out> {
  const waiting: Caller<In, Out>[] = []
  let underWay = 0
  let called = false

  /** After this round of the event loop, so that what arrives together goes together. */
  function callNext(): void {
    if (called || waiting.length === 0 || underWay >= GROUPS_AT_ONCE) return
    called = true
    setImmediate(() => {
      called = false
      underWay++
      void serve(waiting.splice(0, MOST_IN_A_GROUP), ways).finally(() => {
        underWay--
        callNext()
      })
      callNext()
    })
  }

  return (input) =>
    new Promise<Out>((resolve, reject) => {
      waiting.push({ input, order: orderOf(input), resolve, reject })
      callNext()
    })
}

async function serve<In, Out>(callers: readonly Caller<In, Out>[], { asOne, alone }: Ways<In, Out>): Promise<void> {
  const ordered = callers.toSorted((a, b) => (a.order < b.order ? -1 : 1))
  const outputs = ordered.length > 1 ? await asOne(ordered.map(({ input }) => input)) : null
  await Promise.all(
    ordered.map(({ input, resolve, reject }, n) =>
      outputs ? resolve(outputs[n] as Out) : alone(input).then(resolve, reject),
    ),
  )
}

async function asOne<In, Out>(
  pool: Pool,
  work: Omit<GroupWork<In, Out>, 'orderOf'>,
  inputs: readonly In[],
): Promise<Out[] | null> {
  try {
    return await inTransaction(pool, async (tx, rollback) => {
      let undone = false
      const undo = () => {
        undone = true
      }
      const settled = await Promise.allSettled(inputs.map((input) => work.each(tx, input, undo)))
      const outputs = settled.map((one) => {
        if (one.status === 'rejected') throw one.reason
        return one.value
      })
      if (undone) {
        rollback()
        return null
      }
      await work.together(tx, outputs)
      return outputs
    })
  } catch {
    // Whose fault it was, and whether it is one for all, shows when each runs by itself.
    return null
  }
}
