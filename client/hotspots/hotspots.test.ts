/** At two desks: a burst at one reach is pushed as a hotspot, explained, and patrolled; patrol findings alone carry a warning. */
import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import type { Hotspots } from '#contract/hotspotAnswers.ts'
import { seedTickets } from '../../scripts/seed/hotspots.ts'
import { burst } from '../../server/hotspots/testing.ts'
import { launchBrowser } from '../testing.browser.ts'
import { story } from '../testing.story.ts'
import { type Screen, type SeededConsole, seededConsole, signedIn } from '../testing.ts'
import { clockTime } from '../ui/times.ts'

let city: SeededConsole
let browser: Browser
/** A reach of the creek's shore, away from what the demonstration has. */
let reach: [number, number]

async function begin(): Promise<void> {
  city = await seededConsole()
  await seedTickets(city.db)
  const { rows } = await city.db.query<{ place: [number, number] }>(
    `select array[(from_lng + to_lng) / 2e6, (from_lat + to_lat) / 2e6]::float8[] as place from segment
     where chain = 'bank/suzhou/left' order by place limit 1 offset 60`,
  )
  reach = rows[0]?.place as [number, number]
  await city.killAndRestart()
  browser = await launchBrowser({ drawing: false })
}

async function end(): Promise<void> {
  await browser?.close()
  await city?.stop()
}

const test = story({ begin, end })

async function lookingAtTwoHours(username: string): Promise<Screen> {
  const screen = await signedIn(browser, city.url, username, '/desk', { width: 1280, height: 800 })
  await screen.page.keyboard.press('v')
  await screen.page.getByRole('button', { name: '2 时', exact: true }).click()
  await expect
    .poll(() => screen.page.getByTestId('hotspot-time').textContent())
    .toMatch(/数据至.*变化实时推送/)
  return screen
}

/** How many the replay shows of what began with this test. */
async function shownAt({ page }: Screen, at: number): Promise<number> {
  await page.goto(`${city.url}/replay?at=${Math.ceil(at)}`)
  await page.getByTestId('map-hotspots').click()
  await page.getByRole('button', { name: '2 时', exact: true }).click()
  const asOf = new RegExp(`截至 ${clockTime(Math.ceil(at))}`)
  await expect.poll(() => page.getByTestId('hotspot-time').textContent()).toMatch(asOf)
  // The answer for two hours, and not the one before it.
  await expect
    .poll(() => page.getByTestId('hotspot').allTextContents())
    .toSatisfy((rows: string[]) => rows.every((row) => row.includes('2 时内')))
  return ofStalls({ page }).filter({ hasText: '9 件' }).count()
}

const ofStalls = ({ page }: Pick<Screen, 'page'>) =>
  page.locator('[data-testid=hotspot][data-class=new]').filter({ hasText: '无照经营游商' })

test('a burst at a reach is a pushed hotspot at two desks, is explained, and a patrol is sent from it', {
  timeout: 90_000,
}, async () => {
  const desks = await Promise.all(['dispatcher', 'duty'].map(lookingAtTwoHours))
  const [desk, other] = desks as [Screen, Screen]
  const before = Date.now()
  await burst(city.db, 9, { source: 'hotline', at: before, place: reach })
  const began = performance.now()
  await Promise.all(desks.map((each) => ofStalls(each).first().waitFor()))
  const pushed = (performance.now() - began) / 1000
  console.log(`on two consoles ${pushed.toFixed(1)} s after the last ticket`)
  expect(pushed).toBeLessThan(5)

  const { page } = desk
  await page.getByTestId('hotspot-panel').focus()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByTestId('hotspot-card').waitFor()
  await expect
    .poll(() => page.getByTestId('hotspot-statement').textContent())
    .toMatch(/2 时内 9 件无照经营游商投诉，平常(不到)? \d(\.\d)? 件 · 偶然如此的可能不到 1\/\d/)
  await page.getByTestId('hotspot-tickets').locator('button').first().waitFor()
  expect(await page.getByTestId('hotspot-dose').textContent()).toContain('距上次驻点')
  await page.getByTestId('law-where').waitFor()

  await page.getByTestId('hotspot-panel').focus()
  await page.keyboard.press('o')
  await page.getByText('已下达巡查').waitFor()
  const { rows } = await city.db.query(`select mode, stops from patrol_round where plan is null`)
  expect(rows).toHaveLength(1)
  expect(rows[0].stops[0].place[0]).toBeCloseTo(reach[0], 2)

  // The minute it was born, as it was known then.
  const { rows: births } = await city.db.query<{ at: number }>(
    `select (extract(epoch from received) * 1000)::bigint as at from event
     where kind = 'hotspot.new' and received > to_timestamp($1::float8 / 1000) order by number`,
    [before],
  )
  const born = Number(births.at(-1)?.at)
  // What is a second old is asked for as now.
  await expect.poll(() => Date.now()).toBeGreaterThan(born + 2_500)
  const known = async (at: number): Promise<number> => {
    const answer = await desk.context.request.get(`${city.direct}/api/hotspots?window=2&at=${Math.ceil(at)}`)
    const { hotspots } = (await answer.json()) as Hotspots
    return hotspots.filter(({ count }) => count === 9).length
  }
  await expect.poll(() => known(born + 1_000)).toBe(1)
  expect(await known(before - 1_000)).toBe(0)
  expect(await shownAt(other, born + 1_000)).toBe(1)
  expect(await shownAt(other, before - 1_000)).toBe(0)
  expect(other.complaints).toEqual([])
  expect(desk.complaints).toEqual([])
  await other.context.close()
  await desk.context.close()
})

test('patrol findings alone make no hotspot without a warning, and days of the week narrow what is looked at', {
  timeout: 60_000,
}, async () => {
  const { page, context } = await lookingAtTwoHours('dispatcher')
  await burst(city.db, 12, { source: 'patrol', at: Date.now(), place: [reach[0] - 0.05, reach[1] + 0.03] })
  await page.getByRole('button', { name: '24 时', exact: true }).click()
  await page.getByRole('button', { name: '巡查发现', exact: true }).click()
  const rows = page.getByTestId('hotspot')
  await rows.first().waitFor()
  await rows.locator('[data-warning=patrol_only]').first().waitFor()
  expect(await rows.locator('[data-warning=patrol_only]').count()).toBe(await rows.count())

  const today = await page.evaluate(() => new Date().getDay())
  const inThreeDays = ['一', '二', '三', '四', '五', '六', '日'][(today + 2) % 7] as string
  const day = page.getByRole('button', { name: `周${inThreeDays}`, exact: true })
  await day.focus()
  await page.keyboard.press('Space')
  await page.getByTestId('no-hotspots').waitFor()
  expect(await page.getByTestId('hotspot-days').locator('legend').textContent()).toBe(`星期 周${inThreeDays}`)
  await page.keyboard.press('Space')
  await rows.first().waitFor()
  await context.close()
})

test('what grew and what faded are told apart on the screen, by more than colour', {
  timeout: 60_000,
}, async () => {
  const { page, context } = await lookingAtTwoHours('supervisor')
  const [lng, lat] = reach
  const now = Date.now()
  const before = now - 7 * 3_600_000
  await burst(city.db, 9, { source: 'hotline', at: before, place: [lng - 0.1, lat + 0.06] })
  await burst(city.db, 16, { source: 'hotline', at: now, place: [lng - 0.1, lat + 0.06] })
  await burst(city.db, 12, { source: 'hotline', at: before, place: [lng - 0.1, lat - 0.06] })
  await page.getByRole('button', { name: '6 时', exact: true }).click()
  const row = (is: string) => page.locator(`[data-testid=hotspot][data-class=${is}]`)
  await row('growing').getByText('增长').first().waitFor()
  await row('fading').getByText('消退').first().waitFor()
  const strokes = (is: string) => row(is).first().locator('path').getAttribute('stroke-dasharray')
  expect([await strokes('growing'), await strokes('fading')]).toEqual([null, '6 4'])
  await row('fading').first().locator('.row').click()
  expect(await page.getByTestId('hotspot-card').textContent()).toContain('消退')
  await context.close()
})

test('a view of some hours and days is watched from its sheet, shown from there, and given up', {
  timeout: 60_000,
}, async () => {
  const { page, context } = await lookingAtTwoHours('duty')
  await page.getByTestId('hotspot-watches').click()
  const sheet = page.getByTestId('watches-sheet')
  await sheet.getByTestId('watch').first().waitFor()
  const hours = sheet.getByTestId('hotspot-hours')
  await hours.focus()
  for (let hour = -1; hour < 18; hour++) await page.keyboard.press('ArrowRight')
  for (const day of ['周六', '周日']) await sheet.getByRole('button', { name: day, exact: true }).click()
  await sheet.getByTestId('watch-add').click()
  const added = sheet.getByTestId('watch').filter({ hasText: '18–22 时 · 周六、日' })
  await added.waitFor()
  expect(await added.textContent()).toContain('王敏')
  await sheet.getByTestId('watch-add').click()
  await sheet.getByText('该视图已在关注').waitFor()

  await added.getByRole('button', { name: '查看' }).click()
  await sheet.waitFor({ state: 'detached' })
  expect(await page.getByTestId('hotspot-days').locator('legend').textContent()).toBe('星期 周六、日')
  expect(await page.getByTestId('hotspot-hours').inputValue()).toBe('18')
  await expect.poll(() => page.getByTestId('hotspot-time').textContent()).toContain('变化实时推送')

  await page.getByTestId('hotspot-watches').click()
  await added.getByTestId('watch-remove').click()
  expect(await added.count()).toBe(1)
  await added.getByTestId('watch-remove').click()
  await added.waitFor({ state: 'detached' })
  await context.close()
})
