// The stand-in's own controls over HTTP. No password: it listens on loopback only.
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { aiFailureKinds, aiMenu } from './failures.ts'
import type { OpenAiControls } from './openai-controls.ts'

const faultsInput = z.strictObject({
  clear: z.literal(true).optional(),
  next: z
    .strictObject({
      kind: z.enum(aiFailureKinds),
      times: z.number().int().min(1).default(1),
      question: z.string().optional(),
    })
    .optional(),
  latencyMs: z.number().int().min(0).optional(),
  slowMs: z.number().int().min(0).optional(),
})

export function serveControls(app: FastifyInstance, controls: OpenAiControls): void {
  app.register(async (sim) => {
    sim.setErrorHandler((failure, _request, reply) => {
      const bad = failure instanceof z.ZodError
      return reply.code(bad ? 400 : 500).send({ error: bad ? z.prettifyError(failure) : String(failure) })
    })
    sim.get('/sim/state', () => controls.state())
    sim.get('/sim/menu', () => ({ items: aiMenu() }))
    sim.get('/sim/requests', () => ({ items: controls.requests() }))
    sim.post('/sim/faults', (request) => {
      const { clear, next, latencyMs, slowMs } = faultsInput.parse(request.body)
      if (clear) controls.clearFaults()
      if (next) controls.failNext(next)
      if (latencyMs !== undefined) controls.set({ latencyMs })
      if (slowMs !== undefined) controls.set({ slowMs })
      return controls.state()
    })
  })
}
