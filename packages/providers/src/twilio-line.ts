/** How requests to Twilio travel: kept-alive connections, a limit for the whole exchange, and another origin if asked. */
import { Agent } from 'node:http'
import twilio from 'twilio'

const MOST_CONNECTIONS = 50

export class TwilioLine extends twilio.RequestClient {
  readonly #apiBaseUrl: string | null

  constructor({ apiBaseUrl, limitMs }: { apiBaseUrl: string | null; limitMs: number }) {
    super({
      timeout: limitMs,
      keepAlive: true,
      maxSockets: MOST_CONNECTIONS,
      maxFreeSockets: MOST_CONNECTIONS,
      autoRetry: false,
    })
    this.#apiBaseUrl = apiBaseUrl
    this.axios.defaults.httpAgent = new Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS, timeout: limitMs })
    // The client's own time-out counts idle time only: a body that trickles in, or a wait for a free connection, would
    // outlast it.
    this.axios.interceptors.request.use((config) => {
      config.signal = AbortSignal.timeout(limitMs)
      return config
    })
  }

  override request<TData>(options: Parameters<typeof twilio.RequestClient.prototype.request<TData>>[0]) {
    return super.request<TData>({ ...options, uri: this.#elsewhere(options.uri) })
  }

  #elsewhere(uri: string): string {
    if (this.#apiBaseUrl === null) return uri
    const { pathname, search } = new URL(uri)
    return this.#apiBaseUrl.replace(/\/+$/, '') + pathname + search
  }
}
