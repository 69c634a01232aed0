import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const service = process.env.JOBRUN_URL ?? 'http://127.0.0.1:3001'

/** Nothing inlined, so that a strict content policy holds. In development the service is asked through the proxy. */
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': { target: service, changeOrigin: true } } },
})
