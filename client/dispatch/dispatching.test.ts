/** Dispatching in a real browser: by keyboard alone, beside another dispatcher, and among twenty at once. */
import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import type { Ticket } from '#contract/tickets.ts'
import { createApi, postAsDevice } from '../../scripts/simulate/api.ts'
import { hashToken, newToken, SESSION_COOKIE } from '../../server/auth.ts'
import { plainBrowser } from '../testing.browser.ts'
import { provenState } from '../testing.outage.ts'
import { story } from '../testing.story.ts'
import { type SeededConsole, seededConsole, signedIn } from '../testing.ts'

let city: SeededConsole
let browser: Browser
let desk: Page
let chief: Page
let cars: { readonly unit: number; readonly code: string }[]

async function begin(): Promise<void> {
  city = await seededConsole()
  cars = await standNear()
  browser = await plainBrowser()
  desk = (await signedIn(browser, city.url, 'dispatcher', '/desk')).page
  chief = (await signedIn(browser, city.url, 'duty', '/desk')).page
}
async function end(): Promise<void> {
  await browser?.close()
  await city?.stop()
}
const test = story({ begin, end })

/** Twenty cars report from around the Bund. */
async function standNear(): Promise<typeof cars> {
  const { rows } = await city.db.query<{ id: string; unit: number; code: string }>(
    `select d.id, u.id as unit, u.code from device d join unit u on u.id = d.unit
     where d.protocol = 'http' and u.kind = 'car' and u.duty = 'on' order by u.id limit 20`,
  )
  const feed = { id: 'test-feed', protocol: 'feed' }
  const { token } = await createApi(city.direct, 'admin').command<{ token: string }>('/api/devices', feed)
  const places = rows.map(({ id }, i) => ({
    device: id,
    at: Date.now(),
    lng: 121.48 + i * 1e-3,
    lat: 31.237,
  }))
  await postAsDevice(city.direct, '/api/positions', token, places)
  return rows
}

const filed = (priority: number, address: string): Promise<Ticket> =>
  createApi(city.direct, 'supervisor').command<Ticket>('/api/tickets', {
    category: '0205',
    text: '招牌松动',
    address,
    priority,
    place: [121.48, 31.237],
  })

const sent = (page: Page) => page.getByTestId('assigned-row').first()

test('a P1 is dispatched in three actions by keyboard, and the second dispatcher sees whose it is', async () => {
  await filed(1, '南京东路 1 号')
  await desk.getByText('南京东路 1 号').first().waitFor()

  await desk.keyboard.press('ArrowDown')
  await desk.getByTestId('candidate-row').first().waitFor()
  await desk.keyboard.press('Digit1')
  expect(await desk.getByTestId('dispatch-preview').textContent()).toMatch(/约 \d+ 分/)
  await desk.keyboard.press('Control+Enter')
  await sent(desk).waitFor()
  expect(await sent(desk).getAttribute('data-state')).toBe('dispatched')

  await desk.locator('[data-testid=hold][data-holder=dispatcher]').waitFor()
  await chief.getByTestId('filter-all').click()
  await chief.getByTestId('case-row').first().click()
  await chief.locator('[data-testid=hold][data-holder=dispatcher]').waitFor()
  expect(await chief.getByTestId('dispatch-button').isDisabled()).toBe(true)
  await chief.getByTestId('take-over').click()
  await chief.getByTestId('reason-sheet').locator('button[aria-pressed]').first().click()
  await chief.getByTestId('reason-confirm').click()
  await desk.locator('[data-testid=hold][data-holder=duty]').waitFor()
})

test('by command line a P1 takes a unit from a P3, and the preview says what is dropped', async () => {
  const [less, urgent] = [await filed(3, '福州路 3 号'), await filed(1, '福州路 1 号')]
  const unit = cars[19]?.code
  await desk.getByText('福州路 1 号').first().waitFor()
  const line = async (text: string, preview: RegExp) => {
    await desk.keyboard.press('Slash')
    await desk.getByTestId('command-line').fill(text)
    await expect.poll(() => desk.getByTestId('command-preview').textContent()).toMatch(preview)
    await desk.keyboard.press('Enter')
    await expect.poll(() => desk.getByTestId('command-line').inputValue()).toBe('')
  }
  await line(`D ${less.code} ${unit}`, /约 \d+ 分/)
  await line(`D ${urgent.code} ${unit}`, new RegExp(`${unit} 放下 P3 ${less.code}（已等 .*回到待派）`))
  const { ticket } = await createApi(city.direct, 'dispatcher').get<{ ticket: Ticket }>(
    `/api/tickets/${less.id}`,
  )
  expect(ticket).toMatchObject({ state: 'filed', openedAt: less.openedAt })
})

test('an Enter that ends a Chinese composition sends nothing', async () => {
  await desk.keyboard.press('Slash')
  const input = desk.getByTestId('command-line')
  await input.fill('?')
  const press = (isComposing: boolean) =>
    input.dispatchEvent('keydown', { key: 'Enter', code: 'Enter', isComposing, bubbles: true })
  await press(true)
  expect(await desk.getByTestId('help').isVisible()).toBe(false)
  await press(false)
  await desk.getByTestId('help').waitFor()
  await desk.keyboard.press('Escape')
})

test('several cases are selected by keyboard, each tells what became of it, and the refused are retried', async () => {
  for (const number of [1, 2, 3]) await filed(2, `九江路 ${number} 号`)
  await desk.getByText('九江路 3 号').first().waitFor()
  await desk.getByTestId('filter-waiting').click()
  await desk.getByText('九江路 1 号').first().click()
  await desk.keyboard.press('Shift+ArrowDown')
  await desk.keyboard.press('Shift+ArrowDown')
  await expect.poll(() => desk.getByTestId('bulk-row').count()).toBe(3)
  await desk.getByTestId('bulk-recall').click()
  await desk.getByTestId('bulk-text').fill('已处理')
  await desk.keyboard.press('Enter')
  await expect.poll(() => desk.getByTestId('bulk-outcome').textContent()).toContain('被拒 3')
  await desk.getByTestId('bulk-send').click()
  await desk.getByTestId('bulk-confirm').click()
  await expect.poll(() => desk.getByTestId('bulk-outcome').textContent()).toContain('完成 3，被拒 0')
  await desk.keyboard.press('Escape')
})

test('a unit dragged onto a case is marked for it, and sending stays one confirmation', async () => {
  await filed(1, '汉口路 1 号')
  const row = desk.getByTestId('case-row').filter({ hasText: '汉口路 1 号' })
  await row.click()
  const rowBox = await row.boundingBox()
  await desk.keyboard.press('F3')
  await desk.getByRole('searchbox').fill(cars[15]?.code ?? '')
  const unit = desk.getByTestId('unit-row').first()
  const from = await unit.boundingBox()
  if (!rowBox || !from) throw new Error('the lists show no rows')
  await desk.mouse.move(from.x + 40, from.y + 8)
  await desk.mouse.down()
  const target = await desk.getByTestId('case-detail').boundingBox()
  if (!target) throw new Error('no case is open')
  await desk.mouse.move(target.x + 60, target.y + 14, { steps: 4 })
  expect(await desk.getByTestId('carry').textContent()).toContain('→')
  await desk.mouse.up()
  expect(await desk.getByTestId('dispatch-preview').textContent()).toContain(cars[15]?.code)
  await desk.keyboard.press('Control+Enter')
  // Nearer ones are recommended: a digit says why not the first of them.
  await desk.getByTestId('override-sheet').waitFor()
  await desk.keyboard.press('Digit1')
  await sent(desk).waitFor()
})

test('another unit goes instead by R, a digit and Enter, and the case shows why', async () => {
  const first = await sent(desk).getAttribute('data-unit')
  await desk.keyboard.press('KeyR')
  await desk.getByTestId('reassign-sheet').waitFor()
  await desk.keyboard.press('Digit1')
  await desk.getByTestId('reassign-preview').waitFor()
  await desk.keyboard.press('Enter')
  const recalled = desk.locator(`[data-testid=assigned-row][data-unit=${first}][data-state=recalled]`)
  await recalled.waitFor()
  // The fact may be here before the answer that closes the sheet, which hears the keys until then.
  await desk.getByTestId('reassign-sheet').waitFor({ state: 'detached' })
  expect(await recalled.textContent()).toContain('有更近力量')
  expect(await sent(desk).getAttribute('data-state')).toBe('dispatched')
})

test('the palette finds a case, a unit and a function by typing', async () => {
  await desk.keyboard.press('Control+KeyK')
  await desk.getByTestId('palette-text').fill(cars[3]?.code ?? '')
  await desk.getByTestId('palette-row').first().waitFor()
  await desk.keyboard.press('Enter')
  await desk.getByTestId('unit-card').waitFor()
  await desk.keyboard.press('Control+KeyK')
  await desk.getByTestId('palette-text').fill('F8')
  await desk.keyboard.press('Enter')
  await expect.poll(() => desk.getByTestId('tab-stale').getAttribute('aria-selected')).toBe('true')
})

test('F6 shows a P1 that nobody works on, F6 again acknowledges it, and the other desk sees who did', async () => {
  await filed(1, '北京东路 6 号')
  await desk
    .getByTestId('alarm-announcement')
    .filter({ hasText: '北京东路 6 号' })
    .waitFor({ state: 'attached' })
  const alarmAt = (page: Page) => page.getByTestId('alarm-row').filter({ hasText: '北京东路 6 号' })
  await desk.keyboard.press('F6')
  await expect.poll(() => desk.getByTestId('case-detail').textContent()).toContain('北京东路 6 号')
  expect(await alarmAt(desk).getAttribute('data-state')).not.toBe('acknowledged')
  await desk.keyboard.press('F6')
  await chief.getByTestId('tab-alarms').click()
  const answered = alarmAt(chief).getByTestId('alarm-answer').filter({ hasText: '已确认' })
  await answered.waitFor()
  expect(await answered.textContent()).toContain(await nameOf('dispatcher'))
  expect(await alarmAt(desk).getByTestId('acknowledge-alarm').count()).toBe(0)
})

const nameOf = async (username: string): Promise<string> =>
  (await city.db.query<{ name: string }>('select name from account where username = $1', [username])).rows[0]
    ?.name ?? username

test('500 commands by 20 dispatchers leave every open console the same', { timeout: 120_000 }, async () => {
  const cookies = await twentyDispatchers()
  const outcomes = (await Promise.all(cookies.map((cookie, i) => shift(cookie, i)))).flat()
  expect(outcomes).toHaveLength(500)
  expect(outcomes.filter((status) => status >= 500)).toEqual([])
  expect(outcomes.filter((status) => status === 200).length).toBeGreaterThan(350)
  for (const page of [desk, chief]) expect(await provenState(page)).toContain('与服务器一致')
})

async function twentyDispatchers(): Promise<string[]> {
  const tokens = Array.from({ length: 20 }, newToken)
  await city.db.query(
    `with people as (
       insert into account (username, password_hash, role, name, name_en)
       select 'seat' || n, 'none', 'dispatcher', '席位' || n, 'Seat ' || n from generate_series(1, 20) n
       returning id, username)
     insert into session (token_hash, account, created, expires)
     select hash, people.id, now(), now() + interval '1 hour'
     from unnest($1::bytea[]) with ordinality as s (hash, n) join people on people.username = 'seat' || n`,
    [tokens.map(hashToken)],
  )
  return tokens.map((token) => `${SESSION_COOKIE}=${token}`)
}

/** Five rounds of five commands, among them dispatches that others are quicker with; answers the status of each. */
async function shift(cookie: string, seat: number): Promise<number[]> {
  const statuses: number[] = []
  const send = async <T>(url: string, body: object): Promise<T> => {
    const headers = { 'content-type': 'application/json', cookie, 'idempotency-key': randomUUID() }
    const answer = await fetch(city.direct + url, { method: 'POST', headers, body: JSON.stringify(body) })
    statuses.push(answer.status)
    return answer.json() as Promise<T>
  }
  for (let round = 0; round < 5; round++) {
    const place = [121.48, 31.237]
    const form = { category: '0205', text: '招牌松动', address: `席位 ${seat} 第 ${round} 件`, place }
    const { id, version } = await send<Ticket>('/api/tickets', form)
    const units = [cars[(seat + round) % cars.length]?.unit]
    const { assignments } = await send<{ assignments?: Assignment[] }>(`/api/tickets/${id}/dispatch`, {
      version,
      units,
    })
    await send(`/api/tickets/${id}/note`, { text: '已联系现场' })
    const [mine] = assignments ?? []
    if (mine) await send(`/api/assignments/${mine.id}/withdraw`, { version: mine.version })
    else await send(`/api/tickets/${id}/note`, { text: '力量已被派出' })
    await send(`/api/tickets/${id}/note`, { text: '完' })
  }
  return statuses
}
