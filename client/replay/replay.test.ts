/** The time machine in a real browser: into a recorded minute, through it, shared by its address, and back to live. */
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Ticket } from '#contract/tickets.ts'
import { createApi, postAsDevice } from '../../scripts/simulate/api.ts'
import { launchBrowser } from '../testing.browser.ts'
import { story } from '../testing.story.ts'
import { type SeededConsole, seededConsole, signedIn } from '../testing.ts'
import { clockTime } from '../ui/times.ts'

let city: SeededConsole
let browser: Browser
let car: { readonly id: string; readonly unit: number; readonly code: string }

async function begin(): Promise<void> {
  city = await seededConsole()
  browser = await launchBrowser({ drawing: false })
}
async function end(): Promise<void> {
  await browser?.close()
  await city?.stop()
}
const test = story({ begin, end })

/** A fix each two seconds up to now, each faster than the one before: 1, 2, 3 … m/s. */
async function record(fixes: number): Promise<readonly { readonly at: number; readonly kmh: number }[]> {
  const { rows } = await city.db.query<typeof car>(
    `select d.id, u.id as unit, u.code from device d join unit u on u.id = d.unit
     where d.protocol = 'http' and u.kind = 'car' and u.duty = 'on' order by u.id limit 1`,
  )
  car = rows[0] as typeof car
  const feed = { id: 'test-feed', protocol: 'feed' }
  const { token } = await createApi(city.direct, 'admin').command<{ token: string }>('/api/devices', feed)
  const now = Math.floor(Date.now() / 1000) * 1000
  const way = Array.from({ length: fixes }, (_, i) => ({
    ...{ device: car.id, at: now - (fixes - 1 - i) * 2000, lng: 121.48 + i * 1e-4, lat: 31.237 },
    ...{ speed: i + 1, heading: 90 },
  }))
  for (const fix of way) await postAsDevice(city.direct, '/api/positions', token, [fix])
  return way.map(({ at, speed }) => ({ at, kmh: Math.round(speed * 3.6) }))
}

const filed = (priority: number, address: string): Promise<Ticket> =>
  createApi(city.direct, 'supervisor').command<Ticket>('/api/tickets', {
    ...{ category: '0205', text: '招牌松动', address, priority, place: [121.48, 31.237] },
  })

const ready = (page: Page) => page.locator('[data-testid=replay-standing][data-state=ready]').waitFor()

async function jumpTo(page: Page, at: number): Promise<void> {
  await page.getByTestId('replay-jump').fill(clockTime(at))
  await page.getByTestId('replay-jump').press('Enter')
  await ready(page)
  await page.getByTestId('replay-jump').blur()
}

/** What the desk shows of the moment: both lists and the card of the unit. */
const picture = async (page: Page) => ({
  time: await page.getByTestId('replay-time').textContent(),
  cases: await page.getByTestId('case-row').allTextContents(),
  case: await page.getByTestId('case-detail').getAttribute('data-ticket'),
  trust: await page.getByTestId('trust').textContent(),
})

test('a past moment is entered, shown as it was, shared by its address, and left without a trace', {
  timeout: 120_000,
}, async () => {
  const { page, complaints } = await signedIn(browser, city.url, 'duty', '/desk')
  const fixes = await record(12)
  const before = await filed(3, '南京东路 3 号')
  await page.getByText('南京东路 3 号').first().waitFor()
  // The last but one: the city's first board is hardly older.
  const shown = fixes[10] as (typeof fixes)[number]

  await page.keyboard.press('F9')
  await page.getByTestId('replay-bar').waitFor()
  // The city is a minute old: F9 shows what there is.
  await ready(page)
  expect(await page.getByTestId('replay-clocks').textContent()).toMatch(/^回放 .*（实时 .*）$/)
  await jumpTo(page, shown.at + 1000)

  // As it was: the fix that was the newest then, and no case that was not filed yet.
  await page.keyboard.press('/')
  await page.keyboard.type(`U ${car.code}`)
  await page.keyboard.press('Enter')
  const trust = page.getByTestId('trust')
  await trust.getByText(clockTime(shown.at)).waitFor()
  expect(await page.getByTestId('unit-card').textContent()).toContain(`${shown.kmh} km/h`)
  expect(await page.getByText('南京东路 3 号').count()).toBe(0)

  // To the event that filed it, and from then on it is there.
  await page.getByTestId('event-choice').selectOption('opened')
  await page.getByTestId('next-event').click()
  await page.getByTestId('case-row').filter({ hasText: before.code }).click()
  await page.getByTestId('case-detail').waitFor()

  // Live goes on: an emergency is told, and is no part of the past.
  const urgent = await filed(1, '外滩 1 号')
  await page.getByTestId('live-urgent').getByText(urgent.code).waitFor()
  expect(await page.getByTestId('case-row').filter({ hasText: urgent.code }).count()).toBe(0)

  // Nothing is sent into the past.
  expect(await page.getByTestId('dispatch-button').isDisabled()).toBe(true)
  await page.keyboard.press('/')
  await page.keyboard.type(`N ${before.code} 太迟了`)
  await page.keyboard.press('Enter')
  await page.getByTestId('said').getByText('正在回放').waitFor()
  await page.keyboard.press('Escape')

  // Somebody else opens the address and sees the same.
  await page.waitForURL((address) => address.searchParams.get('ticket') === String(before.id))
  const other = await signedIn(browser, city.url, 'supervisor', '/desk')
  await other.page.goto(page.url())
  await ready(other.page)
  await other.page.getByTestId('case-detail').waitFor()
  await expect.poll(() => picture(other.page)).toEqual(await picture(page))

  await page.keyboard.press('Escape')
  await page.waitForURL((address) => address.pathname === '/desk')
  await page.getByTestId('case-row').filter({ hasText: urgent.code }).waitFor()
  for (const mark of ['replay-bar', 'replay-clocks', 'live-inset']) {
    expect(await page.getByTestId(mark).count()).toBe(0)
  }
  expect(await page.locator('.replaying').count()).toBe(0)
  expect(complaints).toEqual([])
})

const timeOf = async (page: Page) => (await page.getByTestId('replay-time').textContent()) ?? ''

test('on a desk of usual width the way back is in sight of an empty moment too, and a click leaves Space to playing', {
  timeout: 60_000,
}, async () => {
  const size = { width: 1600, height: 900 }
  const { page, context } = await signedIn(browser, city.url, 'supervisor', '/desk', size)
  await page.keyboard.press('F9')
  await ready(page)
  await page.getByTestId('replay-jump').fill('-3h')
  await page.getByTestId('replay-jump').press('Enter')
  const oldest = page.getByTestId('replay-oldest')
  await oldest.waitFor()
  for (const language of ['zh', 'en'] as const) {
    if (language === 'en') await page.getByTestId('language').click()
    for (const button of [oldest, page.getByTestId('leave-replay')]) {
      const box = await button.boundingBox()
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(size.width)
    }
  }
  await oldest.click()
  await ready(page)

  const before = await timeOf(page)
  await page.getByTestId('speed-4').click()
  await page.keyboard.press('Space')
  await expect.poll(() => timeOf(page)).not.toBe(before)
  await page.keyboard.press('Space')
  expect(await page.getByTestId('replay-play').getAttribute('data-playing')).toBe('false')
  // A button that the keyboard came to is pressed.
  await page.getByTestId('speed-4').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  expect(await page.getByTestId('speed-16').getAttribute('aria-pressed')).toBe('true')
  expect(await page.getByTestId('replay-play').getAttribute('data-playing')).toBe('false')

  // The roster is of that moment, and says what is not.
  await page.goto(`${city.url}/patrols?at=${Date.now() - 5_000}`)
  await page.getByTestId('page-moment').waitFor()
  expect(await page.getByTestId('roster-of-now').textContent()).toContain('Certificates')
  await page.getByTestId('page-to-now').click()
  await page.getByTestId('page-moment').waitFor({ state: 'detached' })
  expect(await page.getByTestId('roster-of-now').count()).toBe(0)
  await context.close()
})
