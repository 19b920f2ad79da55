/** An expo day in a real browser: a phase, a ring, the muster, a crowd, a partner, and the switch that reverts by itself. */
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { ExpoBoard, Operation } from '#contract/expo.ts'
import type { Ticket } from '#contract/tickets.ts'
import { createApi, postAsDevice } from '../../scripts/simulate/api.ts'
import { plainBrowser } from '../testing.browser.ts'
import { story } from '../testing.story.ts'
import { type SeededConsole, seededConsole, signedIn } from '../testing.ts'

let city: SeededConsole
let browser: Browser
let page: Page

async function begin(): Promise<void> {
  apis.clear()
  city = await seededConsole()
  // Whatever hour it is.
  await city.db.query('update ring_minimum set least = 4')
  browser = await plainBrowser()
  page = (await signedIn(browser, city.url, 'duty', '/expo')).page
  await page.getByTestId('expo-phases').waitFor()
}
async function end(): Promise<void> {
  await browser?.close()
  await city?.stop()
}
const test = story({ begin, end })

const apis = new Map<string, ReturnType<typeof createApi>>()
/** Each person signs in once: whoever does so again and again is held off. */
function api(username: string): ReturnType<typeof createApi> {
  const known = apis.get(username)
  if (known) return known
  const password = /^[a-z]\d{3}$/.test(username) ? 'demo-officer' : undefined
  const made = createApi(city.direct, username, password)
  apis.set(username, made)
  return made
}
const expoNow = async (): Promise<ExpoBoard & { operation: Operation }> => {
  const { expo } = await api('duty').get<{ expo: ExpoBoard }>('/api/board')
  const [operation] = expo.operations
  if (!operation) throw new Error('the seed holds no operation')
  return { ...expo, operation }
}
const choose = async (text: string) => {
  const sheet = page.getByTestId('reason-sheet')
  await sheet.getByRole('button', { name: text, exact: true }).click()
  await page.getByTestId('reason-confirm').click()
  await sheet.waitFor({ state: 'detached' })
}

test('a phase with open criteria is left by key, with a reason, after they were named', async () => {
  await page.keyboard.press('KeyP')
  await page.getByTestId('criteria-open').waitFor()
  await page.getByTestId('reason-confirm').click()
  expect(await page.getByTestId('reason-sheet').getByRole('alert').textContent()).not.toBe('')
  await choose('上级指令')
  await expect
    .poll(() => page.getByTestId('expo-phases').locator('.current').textContent())
    .toContain('全面排摸')
  await page.keyboard.press('KeyP')
  await page.getByTestId('reason-sheet').getByRole('button', { name: '4 全力保障' }).click()
  await choose('时间节点已到')
  await expect
    .poll(() => page.getByTestId('expo-phases').locator('.current').textContent())
    .toContain('全力保障')
})

test('switched on by key, a short ring is seen, and is held once its units stand there', async () => {
  await page.keyboard.press('KeyW')
  await page.getByTestId('switch-preview').waitFor()
  await choose('演练')
  await page.locator('[data-testid=expo-switch][data-on=true]').waitFor()
  const core = page.getByTestId('ring-row').first()
  await expect.poll(() => core.getAttribute('data-level')).toBe('short')

  const { rows } = await city.db.query<{ id: string; code: string }>(
    `select d.id, u.code from device d join unit u on u.id = d.unit
     where d.protocol = 'http' and u.duty = 'on' and u.kind = 'foot' and not 'expo' = any(u.tags) order by u.code limit 5`,
  )
  await core.getByTestId('ring-roster').click()
  await page
    .getByTestId('duty-sheet')
    .getByLabel('力量编号')
    .fill(rows[0]?.code ?? '')
  await page.keyboard.press('Enter')
  await page.getByTestId('duty-sheet').waitFor({ state: 'detached' })
  await standIn(rows.map(({ id }) => id))
  await expect.poll(() => core.getAttribute('data-level')).toBe('held')
  await expect.poll(async () => (await expoNow()).operation.rings[0]?.level).toBe('held')
})

/** They report from the middle of the core ring, long enough to be believed there. */
async function standIn(devices: readonly string[]): Promise<void> {
  const feed = { id: 'expo-feed', protocol: 'feed' }
  const { token } = await api('admin').command<{ token: string }>('/api/devices', feed)
  const now = Date.now()
  const fixes = [6, 4, 2, 0].flatMap((ago) =>
    devices.map((device, i) => ({ device, at: now - ago * 1000, lng: 121.3005 + i * 1e-4, lat: 31.1905 })),
  )
  await postAsDevice(city.direct, '/api/positions', token, fixes)
}

test('a relief nobody has come to in time is an alarm on the desk, which F6 shows and F6 again answers', async () => {
  const { rows } = await city.db.query<{ zone: number; unit: number; code: string }>(
    `select z.id as zone, u.id as unit, u.code from zone z
     cross join lateral (select id, code from unit where duty = 'on' and kind = 'foot' order by code desc limit 1) u
     where z.kind = 'post' order by z.id limit 1`,
  )
  const { zone, unit, code } = rows[0] as (typeof rows)[number]
  await city.db.query('update operation set relief_seconds = 1')
  const { operation } = await expoNow()
  const now = Date.now()
  await api('duty').command(`/api/expo/operations/${operation.id}/roster`, {
    ...{ version: operation.version, zone, unit, startsAt: now, endsAt: now + 3_600_000 },
  })
  const desk = (await signedIn(browser, city.url, 'dispatcher', '/desk')).page
  await desk.getByTestId('alarm-mark').waitFor()
  await expect
    .poll(async () => (await expoNow()).operation.roster.some(({ overdueAt }) => overdueAt), {
      timeout: 15_000,
    })
    .toBe(true)
  const row = desk.getByTestId('alarm-row').filter({ hasText: '接岗超时' }).filter({ hasText: code })
  await expect
    .poll(
      async () => {
        await desk.keyboard.press('F6')
        return (await row.count()) === 1 && row.getAttribute('class')
      },
      { timeout: 15_000 },
    )
    .toMatch(/acknowledged/)
  await desk.context().close()
})

test('twelve of the muster are called at once, and check in by the code on their phones, each code once', async () => {
  await page.keyboard.press('Digit4')
  await page.getByTestId('muster-listed').click()
  const boxes = page.getByTestId('muster-row').locator('input[type=checkbox]')
  for (let i = 0; i < 12; i++) await boxes.nth(i).check()
  await page.getByTestId('call-all').click()
  await expect.poll(() => page.getByTestId('muster-outcome').textContent()).toContain('完成 12，被拒 0')
  await page.keyboard.press('Escape')

  const { rows } = await city.db.query<{ id: number; username: string }>(
    `select r.id, a.username from reinforcement r join account a on a.officer = r.officer
     where r.state = 'called' order by r.number`,
  )
  const codes: string[] = []
  for (const { id, username } of rows) {
    const phone = api(username)
    await phone.command(`/api/expo/reinforcements/${id}/answer`, { version: 2, accepts: true })
    codes.push((await phone.get<{ call: { code: string } }>('/api/expo/own-call')).call.code)
  }
  expect(codes).toHaveLength(12)
  const gate = page.getByTestId('gate-code')
  const said = page.getByTestId('gate-said')
  for (const code of codes) {
    await gate.fill(code)
    await page.keyboard.press('Enter')
    await expect.poll(() => gate.inputValue()).toBe('')
    await expect.poll(() => said.textContent()).toContain('已报到')
  }
  await gate.fill(codes[0] ?? '')
  await page.keyboard.press('Enter')
  await expect.poll(() => said.textContent()).toContain('不能重复使用')
  await expect.poll(() => page.getByTestId('muster-checked_in').textContent()).toContain('12')
})

test('a threshold is set on the form, and what makes no sense is said', async () => {
  await page.getByTestId('ask-settings').click()
  await page.getByTestId('setting-counters').click()
  const form = page.getByTestId('thresholds-form')
  await page.getByLabel('计数点').selectOption({ label: '8.1馆 NECC-H81' })
  const [value, clears] = [form.getByLabel('达到人数').first(), form.getByLabel('低于此数解除').first()]
  await clears.fill('9000')
  await form.getByTestId('thresholds-save').click()
  await expect.poll(() => form.getByRole('alert').textContent()).toContain('解除值不得高于人数')
  await value.fill('8100')
  await clears.fill('7700')
  await form.getByTestId('thresholds-save').click()
  await form.getByText('已保存').waitFor()
  const counter = (await expoNow()).counters.find(({ code }) => code === 'NECC-H81')
  expect(counter?.limits[0]).toEqual({ value: 8100, clears: 7700, effect: 'control' })
  await page.keyboard.press('Escape')
  await page.getByTestId('expo-settings').waitFor({ state: 'detached' })
})

test('a counter that passes its limit opens a card, which is worked off and closed', async () => {
  const issued = await api('admin').command<{ key: string }>('/api/sources', {
    source: 'counter',
    name: '场馆',
  })
  await fetch(`${city.direct}/api/expo/counters`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${issued.key}` },
    body: JSON.stringify([{ counter: 'NECC-H81', at: Date.now(), count: 8123 }]),
  })
  await page.getByTestId('expo-tab-counters').click()
  const card = page.getByTestId('action-card')
  await expect.poll(() => card.textContent()).toContain('8,123')
  const steps = card.getByTestId('card-step')
  for (let open = await steps.count(); open > 0; open--) {
    await steps.first().click()
    await expect.poll(() => steps.count()).toBe(open - 1)
  }
  await card.getByTestId('close-card').click()
  await choose('人数已回落')
  await card.waitFor({ state: 'detached' })
})

test('a partner sees its task and refuses it with a reason, which the desk reads', async () => {
  const form = { category: '0501', text: '占道经营', address: '国展 10 号门', place: [121.3005, 31.1905] }
  const ticket = await api('dispatcher').command<Ticket>('/api/tickets', form)
  const [police] = await api('dispatcher').get<{ id: number }[]>('/api/joint/partners')
  const task = { partner: police?.id, text: '请疏导交通', metres: 200, hours: 4 }
  await api('dispatcher').command(`/api/tickets/${ticket.id}/offer`, task)
  const context = await browser.newContext({ locale: 'zh-CN' })
  const theirs = await context.newPage()
  await theirs.goto(`${city.url}/login`)
  await theirs.getByTestId('login-form').locator('input').first().fill('partner')
  await theirs.getByTestId('login-form').locator('input[type=password]').fill('demo-partner')
  await theirs.getByTestId('login-submit').click()
  const offered = theirs.getByTestId('partner-task')
  await offered.waitFor()
  expect(await theirs.locator('body').textContent()).not.toContain('国展 10 号门')
  await theirs.keyboard.press('KeyR')
  await theirs.getByTestId('reason-sheet').getByRole('button', { name: '力量不足' }).click()
  await theirs.getByTestId('reason-confirm').click()
  await expect.poll(() => offered.getAttribute('data-state')).toBe('refused')
  await context.close()

  await page.getByTestId('expo-tab-joint').click()
  await expect.poll(() => page.getByTestId('joint-said').first().textContent()).toBe('力量不足')
})

test('at its time everything goes back by itself, even over a killed server', async () => {
  await city.db.query(
    `update operation set reverts_at = now() + interval '1 second' where switched_at is not null`,
  )
  await city.killAndRestart()
  await page.locator('[data-testid=expo-switch][data-on=false]').waitFor()
  const { rows } = await city.db.query<{ count: number }>(
    `select count(*)::int from event where kind = 'operation.switched_off' and body ->> 'automatic' = 'true'`,
  )
  expect(rows).toEqual([{ count: 1 }])
})
