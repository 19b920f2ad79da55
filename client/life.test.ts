/** Whole lives in a real browser: a ticket from form to closed, a position from datagram to pixel, a console that was away. */
import { createSocket } from 'node:dgram'
import type { Browser, Page } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import type { Event } from '#contract/events.ts'
import { nameSentence, positionSentence } from './testing.ais.ts'
import { launchBrowser, plainBrowser } from './testing.browser.ts'
import { story } from './testing.story.ts'
import { type Screen, type SeededConsole, seededConsole, signedIn } from './testing.ts'

let city: SeededConsole
let browser: Browser
/** Without a map: drawing in software on three screens at once takes most of a test's time. */
let plain: Browser
let desk: Screen

async function begin(): Promise<void> {
  city = await seededConsole()
  browser = await launchBrowser()
  plain = await plainBrowser()
  desk = await signedIn(browser, city.url, 'dispatcher', '/desk')
}
async function end(): Promise<void> {
  await browser?.close()
  await plain?.close()
  await city?.stop()
}
const test = story({ begin, end })
afterEach(async () => {
  for (const context of browser.contexts()) if (context !== desk.context) await context.close()
})

const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==',
  'base64',
)

async function events(): Promise<Event[]> {
  const answer = await desk.context.request.get(`${city.url}/api/events?after=0&limit=1000`)
  return ((await answer.json()) as { events: Event[] }).events
}

/** The phone of the officer of H017 reports where it is, as the field page would. */
async function phoneAt(screen: Screen, lng: number, lat: number): Promise<void> {
  const answer = await screen.context.request.post(`${city.url}/api/positions`, {
    data: [{ device: 'phone:officer', at: Date.now(), lng, lat, accuracy: 5 }],
  })
  expect(await answer.json()).toMatchObject({ accepted: 1 })
}

async function fillTicket(page: Page): Promise<void> {
  await page.getByTestId('new-ticket').click()
  await page.locator('#ticket-category').fill('0501')
  await page.getByRole('option').first().click()
  await page.getByTestId('ticket-text').fill('流动摊贩占道经营')
  await page.getByTestId('ticket-address').locator('input').fill('中山东一路 外滩')
  await page.keyboard.press('Escape')
  await page.getByTestId('pick-place').click()
  const map = await page.getByTestId('map').boundingBox()
  if (!map) throw new Error('the desk shows no map')
  await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2)
  await page.getByTestId('picked-place').waitFor()
}

test('a ticket goes from form to closed over desk and phone, the wall sees it, and every step is in the log', {
  timeout: 120_000,
}, async () => {
  const phone = await signedIn(plain, city.url, 'officer', '/field', { width: 390, height: 844 })
  const wall = await signedIn(plain, city.url, 'wall', '/wall', { width: 1920, height: 1080 })
  await phoneAt(phone, 121.4867, 31.2443)

  await fillTicket(desk.page)
  await desk.page.getByTestId('ticket-submit').click()
  await wall.page.getByTestId('wall-case').first().waitFor({ timeout: 10_000 })

  await desk.page.getByTestId('candidate-row').first().waitFor()
  await desk.page.keyboard.press('Digit1')
  await desk.page.keyboard.press('Control+Enter')

  await phone.page.getByTestId('field-task').waitFor()
  const next = (step: string) => phone.page.locator(`[data-testid=field-next][data-step=${step}]`).click()
  await next('accept')
  await next('depart')
  await next('arrive')
  await next('report')
  await phone.page.getByTestId('disposition-persuade').click()
  await phone.page.getByTestId('report-text').fill('已劝离，恢复通行')
  await phone.page
    .getByTestId('report-sheet')
    .getByTestId('field-photo-input')
    .setInputFiles({ name: 'scene.png', mimeType: 'image/png', buffer: PHOTO })
  await phone.page.getByTestId('report-sheet').getByTestId('draft-photos').waitFor()
  await phone.page.getByTestId('report-submit').click()
  await next('finish')
  await expect
    .poll(async () => (await events()).some(({ kind }) => kind === 'assignment.finished'), {
      timeout: 15_000,
    })
    .toBe(true)

  // Software drawing is slow: what has been seen makes room.
  for (const screen of [phone, wall]) {
    expect(screen.complaints).toEqual([])
    await screen.context.close()
  }

  const chief = await signedIn(plain, city.url, 'duty', '/desk')
  await chief.page.getByTestId('filter-check').click()
  await chief.page.getByTestId('case-row').first().click()
  await chief.page.getByTestId('photos').waitFor()
  await chief.page.getByTestId('case-pass').click()
  await chief.page.getByTestId('reason-sheet').locator('button[aria-pressed]').first().click()
  await chief.page.getByTestId('reason-confirm').click()

  await expect
    .poll(async () => (await events()).some(({ kind }) => kind === 'ticket.closed'), { timeout: 10_000 })
    .toBe(true)
  // Who looked at the case meanwhile is told as well.
  const kinds = (await events())
    .map((event) => event.kind)
    .filter((kind) => /^(ticket|assignment)\./.test(kind) && !/\.(held|released)$/.test(kind))
  expect(kinds).toEqual([
    'ticket.opened',
    'assignment.dispatched',
    'assignment.accepted',
    'assignment.departed',
    'assignment.arrived',
    'assignment.reported',
    'assignment.finished',
    'ticket.closed',
  ])
  for (const screen of [desk, chief]) expect(screen.complaints).toEqual([])
})

test('a vessel heard over UDP is drawn with its name, and its pixels move when it is heard again', {
  timeout: 120_000,
}, async () => {
  const { page } = desk
  const map = page.getByTestId('map')
  const box = await map.boundingBox()
  if (!box) throw new Error('the desk shows no map')
  await goHome(page)
  const middle = { x: box.x + box.width / 2 - 20, y: box.y + box.height / 2 - 20, width: 40, height: 40 }
  const drawn = () => page.screenshot({ clip: middle })
  const empty = await drawn()

  await hear(nameSentence(VESSEL, 'PUJIANG YOULAN'), positionSentence(VESSEL, HOME, 0, 0))
  await expect.poll(async () => (await drawn()).equals(empty), { timeout: 15_000 }).toBe(false)
  const named = async () => {
    await page.mouse.click(middle.x + 20, middle.y + 20)
    return page.getByTestId('unit-card').getByText('PUJIANG YOULAN').isVisible()
  }
  await expect.poll(named, { timeout: 40_000, interval: 500 }).toBe(true)

  await page.keyboard.press('Escape')
  await new Promise((done) => setTimeout(done, 3_000))
  await hear(positionSentence(VESSEL, [HOME[0] + 0.004, HOME[1]], 0, 0))
  await page.mouse.move(box.x + 5, box.y + 5)
  await expect.poll(async () => (await drawn()).equals(empty), { timeout: 10_000 }).toBe(true)
  expect(desk.complaints).toEqual([])
})

test('a console whose line was cut says so, refuses commands, and catches up to the same state', async () => {
  const { page } = desk
  const state = () => page.getByTestId('link-state').getAttribute('data-state')
  city.line.cut()
  await expect.poll(state, { timeout: 20_000 }).toBe('down')
  expect(await page.getByTestId('link-banner').textContent()).toMatch(/\d/)
  await page.getByTestId('new-ticket').click()
  expect(await page.getByTestId('ticket-submit').isDisabled()).toBe(true)
  await page.keyboard.press('Escape')

  await openElsewhere('南京东路 300 号')
  city.line.mend()
  await expect.poll(state, { timeout: 15_000 }).toBe('live')
  await page.getByText('南京东路 300 号').first().waitFor()
  expect(await page.getByTestId('link-banner').textContent()).toContain('无遗漏')
})

test('consoles recover by themselves when the server is killed and started again', async () => {
  const { page } = desk
  await city.killAndRestart()
  await openElsewhere('四川北路 1 号')
  await page.getByText('四川北路 1 号').first().waitFor({ timeout: 15_000 })
  const state = () => page.getByTestId('link-state').getAttribute('data-state')
  await expect.poll(state).toBe('live')
})

const VESSEL = 412345678
const HOME = [121.475, 31.228] as const

async function hear(...lines: string[]): Promise<void> {
  const socket = createSocket('udp4')
  for (const line of lines) {
    await new Promise<void>((done) => socket.send(`${line}\r\n`, city.aisPort, '127.0.0.1', () => done()))
  }
  await new Promise<void>((done) => socket.close(done))
}

/** The city's middle at a zoom where a hundred metres are some thirty pixels. */
async function goHome(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.keyboard.press('Digit0')
  for (let i = 0; i < 3; i++) await page.keyboard.press('Equal')
  await page.waitForTimeout(1_500)
}

/** A ticket that another desk opens while this one's line is cut. */
async function openElsewhere(address: string): Promise<void> {
  const [cookie] = await desk.context.cookies()
  const answer = await fetch(`${city.direct}/api/tickets`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      cookie: `${cookie?.name}=${cookie?.value}`,
    },
    body: JSON.stringify({ category: '0205', text: '招牌松动', address, place: [121.48, 31.237] }),
  })
  expect(answer.status).toBe(200)
}
