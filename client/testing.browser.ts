/** The real browser that tests run in. */
import { type Browser, chromium } from 'playwright-core'
import { findBrowser } from '../scripts/browser.ts'

/** WebGL2 in software, and nothing of the browser's own that would leave the machine. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

/** `drawing` false: no WebGL, so that what is measured need not share the machine with drawing in software. */
export function launchBrowser({ drawing = true } = {}): Promise<Browser> {
  const executablePath = process.env.TEST_BROWSER ?? findBrowser(process.env)
  if (!executablePath) throw new Error('No browser was found: run the tests with npm test')
  return chromium.launch({ executablePath, args: drawing ? flags : [...flags, '--disable-3d-apis'] })
}
