import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Relative base: the page works under any path. Nothing inlined, so that a strict content policy can be set. */
export default defineConfig({
  base: './',
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, target: 'es2022' },
})
