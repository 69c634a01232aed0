/**
 * However many ask at once, two runs answer them: the one under way, for those before, and one more behind it, shared by
 * everybody who asked meanwhile and so must not be answered with what was seen before they asked.
 */
export function oneAfterAnother<Answer>(run: () => Promise<Answer>): () => Promise<Answer> {
  let running: Promise<Answer> | null = null
  let next: Promise<Answer> | null = null
  const begin = (): Promise<Answer> => {
    const answer = run().finally(() => {
      if (running === answer) running = null
    })
    running = answer
    return answer
  }
  return () => {
    if (!running) return begin()
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null
        return begin()
      })
    return next
  }
}
