// OpenAI's stand-in: chat completions with a JSON schema, answered by simple scripted sense, failing on demand.
import { listenOnLoopback, newServer } from '../loopback-server.ts'
import { createTimers } from '../timers.ts'
import { serveControls } from './control-routes.ts'
import { AnswerFaults } from './failures.ts'
import type { OpenAiControls } from './openai-controls.ts'
import { PromptCache } from './prompt-cache.ts'
import { type OpenAiSettings, type RequestSeen, serveCompletions } from './serve-completions.ts'

export interface OpenAiSimulatorOptions {
  /** None or 0: any free one. */
  port?: number
  apiKey: string
  now?: () => Date
}

export interface OpenAiSimulator extends OpenAiControls {
  url: string
  /** What the OpenAI SDK takes as `baseURL`. */
  baseUrl: string
  stop(): Promise<void>
}

const requestsKept = 2_000
const usual: OpenAiSettings = { latencyMs: 0, slowMs: 10_000 }

export async function startOpenAiSimulator(options: OpenAiSimulatorOptions): Promise<OpenAiSimulator> {
  const { apiKey, now = () => new Date() } = options
  const settings = { ...usual }
  const timers = createTimers()
  const faults = new AnswerFaults()
  const seen: RequestSeen[] = []
  let count = 0
  const controls: OpenAiControls = {
    state: () => ({ settings: { ...settings }, next: faults.waiting(), requestCount: count }),
    set: (changes) => Object.assign(settings, changes),
    failNext: (failure) => faults.add({ times: 1, ...failure }),
    clearFaults: () => {
      faults.clear()
      Object.assign(settings, usual)
    },
    requests: () => seen.slice(-requestsKept),
    requestCount: () => count,
  }
  const onRequest = () => {
    count += 1
  }
  const onQuestion = (one: RequestSeen) => {
    seen.push(one)
    if (seen.length > requestsKept * 2) seen.splice(0, requestsKept)
  }
  const app = newServer()
  serveCompletions(app, { apiKey, settings, faults, cache: new PromptCache(), timers, now, onRequest, onQuestion })
  serveControls(app, controls)
  const url = await listenOnLoopback(app, options.port)
  const stop = async () => {
    timers.clear()
    await app.close()
  }
  return { url, baseUrl: `${url}/v1`, stop, ...controls }
}
