/**
 * Lets its callers through a few a round of the event loop. Turns that were read together would otherwise be thought over
 * in one go, about a millisecond each, and a webhook that comes meanwhile would wait for the last of them.
 */
export function fewARound(few: number): () => Promise<void> {
  const waiting: (() => void)[] = []
  const letThrough = () => {
    for (const pass of waiting.splice(0, few)) pass()
    if (waiting.length > 0) setImmediate(letThrough)
  }
  return () =>
    new Promise((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(letThrough)
    })
}
