/** An incident end to end: found from its ticket, scrubbed, pinned, its decision judged, exported; and the link shows another browser the same picture. */
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import type { Recommendation } from '#contract/candidates.ts'
import type { Ticket } from '#contract/tickets.ts'
import { createApi, postAsDevice } from '../../scripts/simulate/api.ts'
import { readMfjson } from '../../server/exports/readMfjson.ts'
import { findSeal } from '../../server/exports/seal.ts'
import { drawingBrowser, plainBrowser } from '../testing.browser.ts'
import { story } from '../testing.story.ts'
import { type Screen, type SeededConsole, seededConsole, signedIn } from '../testing.ts'

/** What draws in software draws little. */
const SMALL = { width: 1000, height: 640 }
const SCENE: [number, number] = [121.48, 31.237]

let city: SeededConsole
let browser: Browser
let drawing: Browser
let desk: Screen
let link: string
let ticket: Ticket
let car: { readonly id: string; readonly unit: number; readonly code: string }

async function begin(): Promise<void> {
  city = await seededConsole()
  browser = await plainBrowser()
  ticket = await happen()
  desk = await signedIn(browser, city.url, 'supervisor', '/desk')
}
async function end(): Promise<void> {
  await browser?.close()
  await drawing?.close()
  await city?.stop()
}
const test = story({ begin, end })

/** A broken sign is reported, the recommended car is sent, and it arrives; it is heard every second. */
async function happen(): Promise<Ticket> {
  const { rows: cars } = await city.db.query<typeof car>(
    `select d.id, u.id as unit, u.code from device d join unit u on u.id = d.unit
     where d.protocol = 'http' and u.kind = 'car' and u.duty = 'on' order by u.id limit 20`,
  )
  const feed = { id: 'test-feed', protocol: 'feed' }
  const { token } = await createApi(city.direct, 'admin').command<{ token: string }>('/api/devices', feed)
  const report = (places: readonly object[]) => postAsDevice(city.direct, '/api/positions', token, places)
  const [lng, lat] = SCENE
  await report(cars.map(({ id }, i) => ({ device: id, at: Date.now(), lng: lng + (i + 1) * 1e-3, lat })))
  const dispatcher = createApi(city.direct, 'dispatcher')
  const filed = await dispatcher.command<Ticket>('/api/tickets', {
    category: '0205',
    text: '招牌松动',
    address: '南京东路 1 号',
    priority: 1,
    place: SCENE,
  })
  const { candidates } = await dispatcher.get<Recommendation>(`/api/tickets/${filed.id}/candidates`)
  car = cars.find(({ unit }) => unit === candidates[0]?.unit) as typeof car
  await sleep(1000)
  await dispatcher.command(`/api/tickets/${filed.id}/dispatch`, {
    version: filed.version,
    units: [car.unit],
  })
  for (const [i, step] of ['accept', 'depart', 'arrive'].entries()) {
    await sleep(1000)
    const { assignments } = await dispatcher.get<{ assignments: Assignment[] }>(`/api/tickets/${filed.id}`)
    const [{ id, version }] = assignments as [Assignment]
    await dispatcher.command(`/api/assignments/${id}/${step}`, { version })
    await report([{ device: car.id, at: Date.now(), lng: lng - i * 1e-4, lat, speed: 9, heading: 270 }])
  }
  // Live goes on: what is looked at below is past.
  await sleep(2500)
  return filed
}

const ready = (page: Page) => page.locator('[data-testid=replay-standing][data-state=ready]').waitFor()

/** The address of the shown moment, once the browser has it. */
async function linkOf(page: Page): Promise<string> {
  const shown = () => page.getByTestId('replay-time').getAttribute('datetime')
  const named = () => Number(new URL(page.url()).searchParams.get('at'))
  await expect.poll(async () => named() === Date.parse((await shown()) ?? '')).toBe(true)
  return page.url()
}

test('an incident is found from its ticket, scrubbed, judged, pinned and exported', {
  timeout: 90_000,
}, async () => {
  const { page } = desk
  await page.getByTestId('filter-all').click()
  await page.getByTestId('case-row').filter({ hasText: '南京东路 1 号' }).click()
  await page.getByTestId('case-detail').getByTestId('replay-from').click()
  await ready(page)
  // When it was filed nobody had been sent.
  expect(await page.getByTestId('assigned-row').count()).toBe(0)

  const arrived = page.getByTestId(`lane-ticket-${ticket.id}`).locator('[data-kind="assignment.arrived"]')
  await arrived.click()
  await page.locator('[data-testid=assigned-row][data-state=onscene]').waitFor()
  await page.getByTestId(`lane-unit-${car.unit}`).locator('[data-status=onscene]').waitFor()
  await page.getByTestId('lanes-area').focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await page.getByTestId('lanes-brushed').waitFor()
  await arrived.click()
  await ready(page)

  link = await linkOf(page)
  await page.getByTestId('judge').first().click()
  await page.getByTestId('decision-sheet').locator('[data-chosen=true]').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('decision-sheet').waitFor({ state: 'detached' })

  await page.keyboard.press('Shift+KeyB')
  await page.locator('#pin-note').fill('到场及时，围挡先行')
  await page.getByTestId('pin-save').click()
  await page.getByTestId('pin-sheet').waitFor({ state: 'detached' })

  await page.getByTestId('open-export').click()
  const hidden = await page
    .getByTestId('export-sheet')
    .evaluate((sheet) => sheet.scrollWidth - sheet.clientWidth)
  expect(hidden).toBe(0)
  await page.locator('#export-area').selectOption('all')
  await page.locator('#export-from').fill(cityTime(ticket.openedAt - 60_000))
  await page.locator('#export-to').fill(cityTime(ticket.openedAt + 60_000))
  await page.getByTestId('export-write').click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('export-download').click(),
  ])
  const file = await buffer(await download.createReadStream())
  expect(findSeal(file)).toMatchObject({ intact: true })
  const tracks = readMfjson(file.toString('utf8'))
  expect(tracks.map(({ name }) => name)).toContain(car.code)
  await page.keyboard.press('Escape')
  await page.getByTestId('export-sheet').waitFor({ state: 'detached' })
  const { rows } = await city.db.query(
    `select kind, actor from event where kind in ('pin.made', 'scene.exported') order by number`,
  )
  expect(rows).toEqual([
    { kind: 'pin.made', actor: 'supervisor' },
    { kind: 'scene.exported', actor: 'supervisor' },
  ])
})

/** As the fields of the sheet hold it. */
const cityTime = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)

test('the link opened in a second browser shows the same picture', { timeout: 180_000 }, async () => {
  drawing = await drawingBrowser()
  const first = await openLink(link)
  // Away and back again: the picture is that of the moment, however it was come to.
  await first.page.getByTestId('replay-track').focus()
  await first.page.keyboard.press('PageUp')
  await first.page.keyboard.press('PageDown')
  await ready(first.page)
  const second = await openLink(await linkOf(first.page))
  const [mine, theirs] = [await picture(first.page), await picture(second.page)]
  expect(await differing(first.page, mine, theirs)).toBeLessThan(0.002)
  // It is a picture, and not an empty map.
  expect(await differing(first.page, mine, await elsewhere(first.page))).toBeGreaterThan(0.004)
  expect([...desk.complaints, ...first.complaints, ...second.complaints]).toEqual([])
})

async function openLink(address: string): Promise<Screen> {
  const screen = await signedIn(drawing, city.url, 'supervisor', '/review', SMALL)
  await screen.page.goto(address)
  await screen.page.locator('.maplibregl-canvas').first().waitFor()
  await ready(screen.page)
  return screen
}

/** The map as it is drawn, once it stands still; the inset of live moves on everywhere. */
async function picture(page: Page): Promise<Buffer> {
  const mask = [page.getByTestId('live-inset')]
  let before: Buffer = Buffer.alloc(0)
  for (;;) {
    const now = await page.getByTestId('map').screenshot({ mask })
    if (now.equals(before)) return now
    before = now
    await sleep(700)
  }
}

/** The same map some hundred metres on. */
async function elsewhere(page: Page): Promise<Buffer> {
  await page.locator('.maplibregl-canvas').first().focus()
  await page.keyboard.press('ArrowRight')
  return picture(page)
}

/** The share of pixels in which two pictures differ to be seen. */
function differing(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async (pictures) => {
      const pixels = await Promise.all(
        pictures.map(async (png) => {
          const image = new Image()
          image.src = `data:image/png;base64,${png}`
          await image.decode()
          const canvas = new OffscreenCanvas(image.width, image.height)
          const context = canvas.getContext('2d')
          context?.drawImage(image, 0, 0)
          return context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray()
        }),
      )
      const [a, b] = pixels as [Uint8ClampedArray, Uint8ClampedArray]
      if (a.length !== b.length) return 1
      let count = 0
      for (let i = 0; i < a.length; i += 4) {
        const apart = [0, 1, 2].map((c) => Math.abs((a[i + c] as number) - (b[i + c] as number)))
        if (Math.max(...apart) > 24) count++
      }
      return count / (a.length / 4)
    },
    [one.toString('base64'), other.toString('base64')],
  )
}

test('the pinned moment is put into a playlist and shown with its note', { timeout: 60_000 }, async () => {
  const { page } = desk
  await page.goto(`${city.url}/review`)
  // Before the link is there, nothing is sent.
  await page.locator('[data-testid=link-state][data-state=live]').waitFor()
  await page.getByTestId('pin-list').getByText('到场及时，围挡先行').waitFor()
  await page.getByTestId('new-playlist').click()
  await page.getByTestId('reason-sheet').getByRole('textbox').fill('第 48 周讲评')
  await page.getByTestId('reason-confirm').click()
  await page.getByTestId('reason-sheet').waitFor({ state: 'detached' })
  await page.getByTestId('pin-add').click()
  await page.getByTestId('ordered-pins').getByText('到场及时，围挡先行').waitFor()
  await page.getByTestId('present').click()
  await page.getByTestId('showing-note').getByText('到场及时，围挡先行').waitFor()
  await page.getByTestId('replay-bar').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('playlist').waitFor()

  await page.getByTestId('pin-remove').click()
  await expect.poll(() => page.getByTestId('pin-list').count()).toBe(0)
  await page.keyboard.press('Control+KeyZ')
  await page.getByTestId('pin-list').getByText('到场及时，围挡先行').waitFor()
})
