/** Builds the client, and runs the tests of the whole project. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { fieldWorker } from './scripts/fieldWorker.ts'
import { browserTests, TimedFirst } from './scripts/testing.order.ts'

const root = import.meta.dirname

const every = {
  root,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // As long as a page waits: a second is less than a busy machine may take.
  expect: { poll: { timeout: 30_000 } },
}

export default defineConfig({
  root: 'client',
  plugins: [react(), fieldWorker()],
  // Nothing inlined: the content security policy takes fonts and data from files only.
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 3000, assetsInlineLimit: 0 },
  server: {
    proxy: {
      '/api': `http://localhost:${process.env.PORT ?? 8080}`,
      '/basemap': `http://localhost:${process.env.PORT ?? 8080}`,
      '/socket.io': { target: `http://localhost:${process.env.PORT ?? 8080}`, ws: true },
    },
  },
  test: {
    root,
    globalSetup: 'server/testing.setup.ts',
    // As many as the processors these tests are meant for: a third would only make the browsers of the others late.
    maxWorkers: 2,
    sequence: { sequencer: TimedFirst },
    projects: [
      // Nothing there keeps state in a module: what one file has loaded, the next need not load again.
      { test: { ...every, name: 'server', include: ['{server,scripts}/**/*.test.ts'], isolate: false } },
      // The stores of a console are modules: each file has its own.
      {
        plugins: [react()],
        test: { ...every, name: 'client', include: ['client/**/*.test.{ts,tsx}'], exclude: browserTests() },
      },
      // There the page has the state. Once more where it failed: browsers share two processors, and a picture may come later than any patience.
      { test: { ...every, name: 'browser', include: browserTests(), isolate: false, retry: 1 } },
    ],
  },
})
