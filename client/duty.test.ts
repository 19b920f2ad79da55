/** A duty officer's day in a real browser: a zone drawn, rounds planned in it by hand, a conflict mended, a round followed, an alarm appealed and decided. */
import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import type { Shift } from '#contract/patrols.ts'
import type { Round } from '#contract/rounds.ts'
import { createApi, postAsDevice } from '../scripts/simulate/api.ts'
import { comingTurns, give, lookWest, makePlan, mendConflict } from './patrols/testing.planning.ts'
import { drawingBrowser, plainBrowser } from './testing.browser.ts'
import { story } from './testing.story.ts'
import { type Screen, type SeededConsole, seededConsole, signedIn } from './testing.ts'
import { click, corners, drawZone, mapOf, saveAs, text, zonesFound } from './zones/testing.drawing.ts'

/** Its account is `officer`; the boat is of the same district. */
const [FOOT, BOAT] = ['H017', 'H304']
const ZONE = '试验夜市'

let city: SeededConsole
let drawing: Browser
let plain: Browser
/** The duty officer's two screens: one with a map that can be drawn on, one beside it. */
let table: Screen
let desk: Screen
let phone: Screen
let foot: number
let boat: number
/** Of a feed that reports what the phone's own tracker would. */
let token: string

async function begin(): Promise<void> {
  ;[city, drawing, plain] = await Promise.all([seededConsole(), drawingBrowser(), plainBrowser()])
  await emptyRoster()
  const feed = { id: 'test-feed', protocol: 'feed' }
  token = (await createApi(city.direct, 'admin').command<{ token: string }>('/api/devices', feed)).token
  ;[table, desk, phone] = await Promise.all([
    signedIn(drawing, city.url, 'duty', '/zones', { width: 1000, height: 600 }),
    signedIn(plain, city.url, 'duty', '/zones', { width: 1600, height: 900 }),
    signedIn(plain, city.url, 'officer', '/field', { width: 390, height: 844 }),
  ])
  await mapOf(table.page).waitFor()
  await table.page.getByTestId('zone-page-drawable').waitFor()
}
async function end(): Promise<void> {
  await drawing?.close()
  await plain?.close()
  await city?.stop()
}
const test = story({ begin, end })

/** Two crews that nobody has planned anything for. */
async function emptyRoster(): Promise<void> {
  // Seconds instead of minutes: what is tested is the way of an alarm, not its patience.
  await city.db.query(`update patrol_limit set seconds = 1 where kind = 'off_zone'`)
  // In one transaction, and not while the server fills the week: it would make anew what is taken away.
  await city.db.query(`begin; select pg_advisory_xact_lock(hashtext('roster'));
    update patrol_plan set retired_at = now(); delete from patrol_round; commit`)
  const { rows } = await city.db.query<{ id: number }>(
    'select id from unit where code = any($1) order by code',
    [[FOOT, BOAT]],
  )
  ;[foot, boat] = rows.map(({ id }) => id) as [number, number]
  await city.db.query('update crew_shift set cancelled_at = now() where unit = any($1)', [[foot, boat]])
}

test('a zone that crosses itself is warned of, and refused in words that say where', async () => {
  const { page } = table
  await page.getByTestId('zone-new').click()
  for (const i of [0, 2, 1, 3, 0] as const) await click(page, ...(corners[i] as readonly [number, number]))
  await expect.poll(() => text(page, 'zone-warning')).toContain('自相交')
  await saveAs(page, '打结')
  await expect.poll(() => text(page, 'zone-problem')).toMatch(/^在 121\.\d{5}, 31\.\d{5} 处边界自相交/)
  await page.keyboard.press('Escape')
})

test('a duty officer draws a zone and splits it, plans a round on foot and one by boat in it, mends a conflict, follows the round, and decides the appeal of its officer', {
  timeout: 180_000,
}, async () => {
  await drawAndSave()
  await splitByKeys()
  const round = await planRounds()
  await follow(round)
  await appealAndDecide(round)
  await finish(round)
  expect([table, desk, phone].flatMap(({ complaints }) => complaints)).toEqual([])
})

/** What is saved stands on the second screen. */
async function drawAndSave(): Promise<void> {
  const { page } = table
  await drawZone(page)
  await saveAs(page, ZONE)
  await expect.poll(() => text(page, 'zone-said')).toBe(`已保存：${ZONE}`)
  await desk.page.getByTestId('zone-search').fill(ZONE)
  await expect.poll(() => zonesFound(desk.page)).toHaveLength(1)
  await expect.poll(() => text(page, 'zone-history')).toContain('临时管控')
}

/** Its western part remains the zone, and both parts stand on both screens. */
async function splitByKeys(): Promise<void> {
  const { page } = table
  await page.getByTestId('zone-split').click()
  await mapOf(page).focus()
  // The first Enter shows the cross, the others put points: beyond the northern and the southern side.
  for (const key of [
    'Enter',
    ...Array(6).fill('ArrowUp'),
    'Enter',
    ...Array(10).fill('ArrowDown'),
    'Enter',
    'c',
  ])
    await page.keyboard.press(key)
  await expect.poll(() => text(page, 'zone-corners')).toBe('2 个拐点')
  await saveAs(page, `${ZONE}东`)
  await expect.poll(() => text(page, 'zone-said')).toContain(`${ZONE}东`)
  await expect.poll(() => zonesFound(desk.page)).toHaveLength(2)
  await expect.poll(() => text(page, 'zone-panel')).toContain('第 2 版')
}

/** The boat has its usual crew; the crew on foot is given its round on the roster. Answers the round on foot. */
async function planRounds(): Promise<Round> {
  const api = createApi(city.direct, 'duty')
  const { shifts } = await api.get<{ shifts: Shift[] }>('/api/plans')
  const turns = comingTurns(shifts, Date.now())
  const [turn] = turns
  await turnToPatrols(table.page)
  await table.page.getByTestId('tab-plans').click()
  await lookWest(table.page)
  await makePlan(table.page, { name: '夜市步行', mode: 'foot', turn, zone: ZONE })
  await makePlan(table.page, { name: '江上巡航', mode: 'boat', turn, zone: ZONE, unit: BOAT })
  // Drawing in software takes most of the machine: the rest is done on the screen beside it.
  await table.context.close()
  await turnToPatrols(desk.page)
  await desk.page.getByTestId('tab-roster').click()
  await desk.page.getByLabel('查找力量（呼号）').fill(FOOT)
  await mendConflict(desk.page, foot, turns)
  await give(desk.page, '夜市步行', foot, turn)
  const rounds = await api.get<Round[]>(`/api/rounds?day=${turn.day}`)
  expect(rounds.map(({ name, unit }) => [name, unit]).sort()).toEqual([
    ['夜市步行', foot],
    ['江上巡航', boat],
  ])
  return rounds.find(({ unit }) => unit === foot) as Round
}

async function turnToPatrols(page: Page): Promise<void> {
  await page.getByTestId('page-menu').click()
  await page.getByRole('link', { name: '勤务巡查', exact: true }).click()
}

const rowOf = ({ id }: Round) => desk.page.locator(`[data-testid=round-row][data-round="${id}"]`)

/** The crew begins on its phone and comes to the first stop: the desk and the phone see it. */
async function follow(round: Round): Promise<void> {
  await phone.page.getByTestId('round-start').click()
  await phone.page.locator('[data-testid=my-round][data-state=started]').waitFor()
  await desk.page.getByTestId('tab-rounds').click()
  await rowOf(round).and(desk.page.locator('[data-state=started]')).click()
  await reportUntil(placeOf(round, 1), desk.page.locator('[data-testid=round-stop][data-state=reached]'))
  await expect.poll(() => rowOf(round).textContent()).toContain('1/2 点')
  await phone.page
    .getByTestId('next-stop')
    .getByText(round.stops[1]?.name as string)
    .waitFor()
}

const placeOf = ({ stops }: Round, number: number) => stops[number - 1]?.place as LngLat

/** The phone goes on reporting from there until the desk sees what is to come of it: nobody believes the first fixes from far away. */
async function reportUntil([lng, lat]: LngLat, seen: Locator): Promise<void> {
  const report = async () => {
    const fix = { device: `phone-${FOOT}`, at: Date.now(), lng, lat, accuracy: 5 }
    await postAsDevice(city.direct, '/api/positions', token, [fix])
    return seen.count()
  }
  await expect.poll(report, { interval: 600 }).toBe(1)
}

/** The crew leaves the zone that was drawn; the officer says why, and the duty officer believes it. */
async function appealAndDecide(round: Round): Promise<void> {
  const [lng, lat] = placeOf(round, 1)
  await reportUntil([lng + 3e-2, lat], desk.page.getByTestId('round-alarm').getByText('离开区域'))
  await phone.page.getByTestId('appeal').click()
  await chooseReason(phone.page)
  await desk.page.getByTestId('uphold').click()
  await chooseReason(desk.page)
  await phone.page.getByTestId('my-decision').getByText('申诉成立').waitFor()
  await expect.poll(() => rowOf(round).textContent()).not.toContain('异常')
}

async function chooseReason(screen: Page): Promise<void> {
  await screen.getByTestId('reason-sheet').locator('button[aria-pressed]').first().click()
  await screen.getByTestId('reason-confirm').click()
  await screen.getByTestId('reason-sheet').waitFor({ state: 'detached' })
}

async function finish({ id }: Round): Promise<void> {
  await phone.page.getByTestId('round-skip').click()
  await chooseReason(phone.page)
  await phone.page.getByTestId('round-finish').click()
  await desk.page.locator(`[data-round="${id}"][data-state=finished]`).waitFor()
}
