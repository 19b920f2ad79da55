/** A tab of a browser test with one of the `*.page.ts` in it, and whatever it complained of. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

export type Tab = {
  readonly tab: Page
  /** Requests that left the origin, page errors, and whatever the security policy blocked. */
  readonly complaints: string[]
}

/** `script` is the page's, from the top of the project. Answers once it has run and called itself `window.page`. */
export async function openTab(
  browser: Browser,
  script: string,
  options: BrowserContextOptions,
): Promise<Tab> {
  const tab = await browser.newPage(options)
  const url = addressOf(script)
  const complaints: string[] = []
  const failed = new Promise<never>((_, reject) => tab.on('pageerror', reject))
  failed.catch(() => undefined)
  tab.on('pageerror', ({ message }) => complaints.push(message))
  tab.on('console', (said) => {
    if (/policy|refused/i.test(said.text())) complaints.push(said.text())
  })
  tab.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).host !== url.host) {
      complaints.push(request.url())
    }
  })
  await tab.goto(url.href)
  await Promise.race([tab.waitForFunction(() => 'page' in window, undefined, { timeout: 50_000 }), failed])
  return { tab, complaints }
}

function addressOf(script: string): URL {
  const address = process.env.TEST_PAGES
  if (!address) throw new Error('TEST_PAGES is not set: run the tests with npm test')
  return new URL(script, address)
}
