/** A phone in a real browser that loses the network, is reloaded and dies: what was done on it takes effect once each. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Event } from '#contract/events.ts'
import type { Ticket } from '#contract/tickets.ts'
import { type Api, createApi } from '../../scripts/simulate/api.ts'
import { type Phone, startPhone } from '../testing.phone.ts'
import { story } from '../testing.story.ts'
import { type SeededConsole, seededConsole, signIn } from '../testing.ts'

let city: SeededConsole
let profile: string
let phone: Phone
let desk: Api

async function begin(): Promise<void> {
  city = await seededConsole()
  desk = createApi(city.direct, 'dispatcher')
  profile = await mkdtemp(join(tmpdir(), 'jianghe-phone-'))
  phone = await startPhone(profile)
}
async function end(): Promise<void> {
  await phone?.die()
  await city?.stop()
  await rm(profile, { recursive: true, force: true, maxRetries: 5 })
}
const test = story({ begin, end })

const HERE = { longitude: 121.4867, latitude: 31.2443, accuracy: 8 }
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==',
  'base64',
)

test('a phone that loses the network during its commands, is reloaded and dies, delivers each of them once', {
  timeout: 120_000,
}, async () => {
  const ticket = await sendOutH017()
  let page = await opened()
  await signIn(page, city.url, 'officer', '/field')
  const cookies = await phone.context.cookies()
  await expect.poll(() => workerOf(page), { timeout: 30_000 }).toBe('activated')
  await next(page, 'accept')
  await page.locator('[data-testid=field-next][data-step=depart]').waitFor()
  await expectQueued(page, 0)

  await loseTheAnswerOf(page, 'depart')
  await next(page, 'depart')
  await page.locator('[data-testid=field-next][data-step=arrive]').waitFor()
  await next(page, 'arrive')
  await report(page)
  await writeNote(page)
  await reportFinding(page)
  await callForHelp(page)
  // depart, arrive, the photo and the report, the note, the finding, the call for help.
  await expectQueued(page, 7)
  expect(await page.getByTestId('field-sos-state').textContent()).toContain('尚未送达')

  await page.goto(`${city.url}/field`)
  await page.getByTestId('kept-at').waitFor()
  await expectQueued(page, 7)
  await page.locator('[data-testid=field-task][data-state=reported]').waitFor()

  await phone.die()
  phone = await startPhone(profile)
  // Chromium writes cookies down within half a minute; a battery that dies sooner asks for the password again.
  await phone.context.addCookies(cookies)
  page = await opened()
  await page.goto(`${city.url}/field`)
  await expectQueued(page, 7)
  const before = Date.now()
  city.line.mend()
  await expectQueued(page, 0)
  await page.getByTestId('field-sos-state').getByText('求助已送达').waitFor()
  await page.getByTestId('field-today').getByText('巡查发现已登记').waitFor()

  // A phone that reports its place also registers as a device.
  const done = (await events()).filter(
    ({ actor, kind }) => actor === 'officer' && /^(assignment|ticket|unit)\./.test(kind),
  )
  expect(done.map(({ kind }) => kind).sort()).toEqual([
    'assignment.accepted',
    'assignment.arrived',
    'assignment.departed',
    'assignment.reported',
    'ticket.noted',
    'ticket.opened',
    'unit.sos',
  ])
  const late = done.filter(({ kind }) => /arrived|reported|noted|opened|sos$/.test(kind))
  for (const { happened, received } of late) {
    expect(happened).toBeLessThan(before)
    expect(received).toBeGreaterThanOrEqual(before)
  }
  await expectEvidence(ticket)

  await page.getByTestId('sign-out').click()
  await page.getByTestId('login-form').waitFor()
  city.line.cut()
  await page.goto(`${city.url}/field`)
  await page.getByText('无法连接服务器').waitFor()
})

async function sendOutH017(): Promise<Ticket> {
  const { rows } = await city.db.query<{ id: number }>(`select id from unit where code = 'H017'`)
  const ticket = await desk.command<Ticket>('/api/tickets', {
    category: '0205',
    text: '招牌松动',
    address: '中山东一路 27 号',
    place: [121.488, 31.245],
  })
  await desk.command(`/api/tickets/${ticket.id}/dispatch`, {
    version: ticket.version,
    units: rows.map(({ id }) => id),
  })
  return ticket
}

async function opened(): Promise<Page> {
  await phone.context.grantPermissions(['geolocation'], { origin: city.url })
  await phone.context.setGeolocation(HERE)
  const page = await phone.context.newPage()
  page.setDefaultTimeout(30_000)
  await page.setViewportSize({ width: 360, height: 640 })
  return page
}

const workerOf = (page: Page) =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/field'))?.active?.state)

const next = (page: Page, step: string) =>
  page.locator(`[data-testid=field-next][data-step=${step}][aria-disabled=false]`).click()

const expectQueued = (page: Page, count: number) =>
  count === 0
    ? page.getByTestId('queue-count').waitFor({ state: 'detached' })
    : page.locator(`[data-testid=queue-count][data-count="${count}"]`).waitFor()

/** The server carries the step out, the phone never hears of it, and the network is gone. */
async function loseTheAnswerOf(page: Page, step: string): Promise<void> {
  await page.route(
    `**/${step}`,
    async (route) => {
      await route.fetch()
      city.line.cut()
      await route.abort()
    },
    { times: 1 },
  )
}

/** An emulated place is never found anew by itself, and a phone takes none that is older than half a minute as evidence. */
const findItselfAgain = () => phone.context.setGeolocation(HERE)

async function report(page: Page): Promise<void> {
  await findItselfAgain()
  await next(page, 'report')
  const sheet = page.getByTestId('report-sheet')
  await page.getByTestId('disposition-persuade').click()
  await page.getByTestId('report-text').fill('已加固')
  await sheet
    .getByTestId('field-photo-input')
    .setInputFiles({ name: 'scene.png', mimeType: 'image/png', buffer: PHOTO })
  await sheet.getByTestId('draft-photos').waitFor()
  await page.getByTestId('report-submit').click()
  await sheet.waitFor({ state: 'detached' })
}

async function writeNote(page: Page): Promise<void> {
  await page.getByTestId('field-note').click()
  await page.getByTestId('note-text').fill('店主姓陈')
  await page.getByTestId('note-submit').click()
  await page.getByTestId('note-sheet').waitFor({ state: 'detached' })
}

async function reportFinding(page: Page): Promise<void> {
  await findItselfAgain()
  await page.getByTestId('field-finding').click()
  await page.locator('#ticket-category').fill('0501')
  await page.getByRole('option').first().click()
  await page.getByTestId('finding-text').fill('路边摊')
  await page.getByTestId('finding-address').fill('北京东路口')
  await page.getByTestId('finding-submit').click()
  await page.getByTestId('finding-sheet').waitFor({ state: 'detached' })
}

/** Held, taken back, and held again. */
async function callForHelp(page: Page): Promise<void> {
  const hold = () => page.getByTestId('field-sos').click({ delay: 1100 })
  await hold()
  await page.getByTestId('field-sos-cancel').click()
  await hold()
  await page.getByTestId('field-sos-cancel').waitFor()
  await page.getByTestId('field-sos-state').getByText('尚未送达').waitFor()
}

async function events(): Promise<Event[]> {
  return (await desk.get<{ events: Event[] }>('/api/events?after=0&limit=1000&without=presence')).events
}

/** The photo says where and when it was taken, and the finding where it was made. */
async function expectEvidence({ id }: Ticket): Promise<void> {
  const { ticket } = await desk.get<{ ticket: Ticket }>(`/api/tickets/${id}`)
  expect(ticket.photos).toHaveLength(1)
  const records = await desk.get<unknown[]>(`/api/photos?hashes=${ticket.photos[0]}`)
  const [lng, lat] = [HERE.longitude, HERE.latitude]
  expect(records).toMatchObject([{ place: [lng, lat], accuracy: HERE.accuracy, addedBy: 'officer' }])
  const { rows } = await city.db.query(
    `select source, st_x(place) as lng, st_y(place) as lat from ticket where text = '路边摊'`,
  )
  expect(rows).toEqual([{ source: 'patrol', lng, lat }])
}
