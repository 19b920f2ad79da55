/** A day of patrols in a real browser: planned without conflicts, followed as the crew reports, appealed on the phone and decided. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import type { Round } from '#contract/rounds.ts'
import { dayOf } from '#contract/workingTime.ts'
import { type Api, createApi, postAsDevice } from '../../scripts/simulate/api.ts'
import { launchBrowser } from '../testing.browser.ts'
import { type SeededConsole, seededConsole, signedIn } from '../testing.ts'

/** Its account is `officer`; the boat is of the same district. */
const [FOOT, BOAT] = ['H017', 'H304']

let city: SeededConsole
let browser: Browser
let desk: Page
let duty: Api
let units: Record<string, number>
let token: string

beforeAll(async () => {
  city = await seededConsole()
  // Seconds instead of minutes, and metres that are walked in them: what is tested is the way of an alarm, not its patience.
  await city.db.query(`update patrol_limit set seconds = 1, metres = 50 where kind = 'deviation'`)
  // The server makes the rounds of the demonstration's week as it begins: all of them or none.
  await vi.waitUntil(async () => (await count('patrol_round')) > 0, { timeout: 30_000 })
  await city.db.query('update patrol_plan set retired_at = now(); delete from patrol_round')
  const { rows } = await city.db.query<{ code: string; id: number }>(
    'select code, id from unit where code = any($1)',
    [[FOOT, BOAT]],
  )
  units = Object.fromEntries(rows.map(({ code, id }) => [code, id]))
  duty = createApi(city.direct, 'duty')
  const feed = { id: 'test-feed', protocol: 'feed' }
  token = (await createApi(city.direct, 'admin').command<{ token: string }>('/api/devices', feed)).token
  browser = await launchBrowser({ drawing: false })
  desk = (await signedIn(browser, city.url, 'duty', '/patrols', { width: 1600, height: 900 })).page
})
afterAll(async () => {
  await browser?.close()
  await city?.stop()
})

const count = async (table: string): Promise<number> =>
  Number((await city.db.query(`select count(*) from ${table}`)).rows[0].count)

const stop = (number: number): LngLat => [121.4905, 31.234 + number * 2e-3]
const today = () => dayOf(Date.now())

/** A plan for every day; the stops are put by the map, which this browser cannot draw. */
const planned = (name: string, mode: string, shift: string) =>
  duty.command('/api/plans', {
    ...{
      name,
      nameEn: name,
      mode,
      tag: 'water',
      certificates: 0,
      item: null,
      zones: [],
      weekdays: [1, 2, 3, 4, 5, 6, 7],
    },
    ...{ shift, unit: null },
    stops: [1, 2].map((number) => ({
      ...{ name: `点位${number}`, nameEn: `Stop ${number}`, place: stop(number), metres: 40, zone: null },
      ...{ minutes: 5, opens: null, closes: null },
    })),
  })

const cell = (unit: number, shift: string) => desk.locator(`[data-cell="${unit} ${tomorrow()} ${shift}"]`)
const tomorrow = () => dayOf(Date.now() + 86_400_000)

async function report(place: LngLat, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const [lng, lat] = place
    await postAsDevice(city.direct, '/api/positions', token, [
      { device: `phone-${FOOT}`, at: Date.now(), lng: lng + i * 2e-5, lat, accuracy: 5 },
    ])
    await new Promise((done) => setTimeout(done, 600))
  }
}

test('by keys a duty officer gives rounds to a foot and a boat crew, sees a conflict before saving, and mends it', async () => {
  await city.db.query('update crew_shift set cancelled_at = now() where unit = any($1)', [
    Object.values(units),
  ])
  await planned('外滩步行', 'foot', 'late')
  await planned('江上巡航', 'boat', 'early')
  const [foot, boat] = [units[FOOT] as number, units[BOAT] as number]

  await desk.getByTestId('tab-roster').click()
  await desk.getByLabel('查找力量（呼号）').fill(FOOT)
  // Early tomorrow; then the late shift on top of it would be sixteen hours in a row.
  await cell(foot, 'early').click()
  await desk.keyboard.press('Enter')
  await desk.getByTestId('proposal-save').waitFor()
  await desk.keyboard.press('Enter')
  await cell(foot, 'early').and(desk.locator('.on')).waitFor()
  await desk.keyboard.press('ArrowRight')
  await desk.keyboard.press('Enter')
  await desk.getByTestId('conflicts').waitFor()
  await expect
    .poll(() => desk.getByTestId('conflicts').textContent())
    .toMatch(/连续工作 16 小时（.*），超过 12 小时/)
  await desk.keyboard.press('Enter')
  await expect.poll(() => desk.getByTestId('proposal').textContent()).toContain('请填写原因')
  await desk.keyboard.press('Escape')
  await desk.getByTestId('proposal').waitFor({ state: 'detached' })
  // Mended: the early shift is moved to the late one.
  await cell(foot, 'early').click()
  await desk.keyboard.press('m')
  await desk.keyboard.press('ArrowRight')
  await desk.keyboard.press('v')
  await desk.getByTestId('proposal').getByText('无冲突').waitFor()
  await desk.keyboard.press('Enter')
  await cell(foot, 'late').and(desk.locator('.on')).waitFor()

  // The rounds go to their crews: picked up where nobody has them, put down with who walks them.
  await give('江上巡航', 'early', boat, BOAT)
  await give('外滩步行', 'late', foot, FOOT)
  const rounds = await duty.get<Round[]>(`/api/rounds?day=${tomorrow()}`)
  expect(rounds.map(({ name, unit }) => [name, unit]).sort()).toEqual([
    ['外滩步行', foot],
    ['江上巡航', boat],
  ])
})

async function give(name: string, shift: string, unit: number, code: string): Promise<void> {
  await desk.getByLabel('查找力量（呼号）').fill(code)
  await cell(0, shift).click()
  await desk.keyboard.press('c')
  await desk.getByText(`已拿起 ${name}`).waitFor()
  await cell(unit, shift).click()
  await desk.keyboard.press('v')
  await desk.getByTestId('proposal-save').waitFor()
  await desk.keyboard.press('Enter')
  await cell(unit, shift).getByText(name).waitFor()
}

test('the round is followed as the crew reports, an alarm comes, the officer appeals and the duty officer upholds it', async () => {
  const order = { mode: 'foot', unit: units[FOOT], name: '夜市周边', reason: '投诉集中' }
  const stops = [1, 2].map((number) => ({ name: `点位${number}`, place: stop(number), metres: 40 }))
  const override = { reason: '测试班外' }
  const round = await duty.command<Round>('/api/rounds', { ...order, stops, override })
  const phone = (await signedIn(browser, city.url, 'officer', '/field', { width: 390, height: 844 })).page
  await phone.getByTestId('round-start').click()
  await phone.locator('[data-testid=my-round][data-state=started]').waitFor()

  await desk.getByTestId('tab-rounds').click()
  const row = desk.locator(`[data-testid=round-row][data-round="${round.id}"]`)
  await row.and(desk.locator('[data-state=started]')).click()
  await report(stop(1), 3)
  await desk.locator('[data-testid=round-stop][data-state=reached]').waitFor()
  await expect.poll(() => row.textContent()).toContain('1/2 点')
  await phone.getByTestId('next-stop').getByText('点位2').waitFor()

  // A street to the west of the way.
  await report([121.4892, 31.237], 4)
  await desk.getByTestId('round-alarm').getByText('偏离路线').waitFor()
  await phone.getByTestId('appeal').click()
  await phone.getByTestId('reason-sheet').locator('button[aria-pressed]').first().click()
  await phone.getByTestId('reason-confirm').click()
  await phone.getByTestId('reason-sheet').waitFor({ state: 'detached' })

  await desk.getByTestId('uphold').click()
  await desk.getByTestId('reason-sheet').locator('button[aria-pressed]').first().click()
  await desk.getByTestId('reason-confirm').click()
  await phone.getByTestId('my-decision').getByText('申诉成立').waitFor()
  await expect.poll(() => row.textContent()).not.toContain('异常')

  await phone.getByTestId('round-skip').click()
  await phone.getByTestId('reason-sheet').locator('button[aria-pressed]').first().click()
  await phone.getByTestId('reason-confirm').click()
  await phone.getByTestId('round-finish').click()
  await desk.locator(`[data-round="${round.id}"][data-state=finished]`).waitFor()
  expect(today()).toBe(round.day)
})
