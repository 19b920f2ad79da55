/** `npm test [-- files…]`: all tests on a real PostGIS and in a real browser; gets whatever of the two is missing. */
import { parseCLI, startVitest } from 'vitest/node'
import { requireBrowser } from './browser.ts'
import { runOnce } from './parts.ts'
import { say } from './say.ts'

await runOnce(async (parts) => {
  process.env.TEST_BROWSER = await requireBrowser(process.env, say)
  say(`The browser tests run in ${process.env.TEST_BROWSER}`)
  const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)])
  const vitest = await startVitest('test', filter, options)
  await parts.add(() => vitest.close())
})
