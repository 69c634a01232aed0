// What an AI can do wrong, each set off by a word in the last user message or by a test. `#ai-refuse:dial` fails one question only.

export const aiFailures = {
  refuse: 'The AI refuses',
  length: 'The answer is cut off (length)',
  'content-filter': 'The content filter stops the answer',
  toolcall: 'A tool call instead of an answer',
  empty: 'An empty answer',
  junk: 'Words instead of JSON',
  fenced: 'JSON inside a code fence',
  'wrong-enum': 'A value outside the list',
  missing: 'A field is missing',
  '500': 'Error 500',
  '429': 'Too many requests',
  '401': 'Key not accepted',
  slow: 'A slow answer',
  hang: 'Never answers',
  drop: 'The line drops before the answer',
  half: 'The line drops in the middle of the answer',
  obey: 'Does what the text tells it',
} as const

export type AiFailure = keyof typeof aiFailures
export const aiFailureKinds = Object.keys(aiFailures) as [AiFailure, ...AiFailure[]]

export function failureIn(message: string, question: string): AiFailure | null {
  for (const [, word, only] of message.matchAll(/#ai-([a-z0-9-]+)(?::([a-z]+))?/g))
    if (word !== undefined && word in aiFailures && (only === undefined || only === question)) return word as AiFailure
  return null
}

export function aiMenu(): { label: string; body: string }[] {
  return Object.entries(aiFailures).map(([word, label]) => ({ label, body: `#ai-${word}` }))
}
