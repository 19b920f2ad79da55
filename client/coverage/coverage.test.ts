/** At the desk: what is owed is listed, a unit that walks it takes it off the list, and a patrol of another is ordered in one step. */
import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { plainBrowser } from '../testing.browser.ts'
import { story } from '../testing.story.ts'
import { type Screen, type SeededConsole, seededConsole, signedIn } from '../testing.ts'

let city: SeededConsole
let browser: Browser
let desk: Screen
/** Two reaches that are short of one segment each, at all hours. */
let owed: { zone: number; segment: number; from: [number, number]; to: [number, number] }[]

async function begin(): Promise<void> {
  city = await seededConsole()
  owed = await neglect()
  await city.killAndRestart()
  browser = await plainBrowser()
  desk = await signedIn(browser, city.url, 'dispatcher', '/desk')
}
async function end(): Promise<void> {
  await browser?.close()
  await city?.stop()
}
const test = story({ begin, end })

/** Everything was passed just now, but for one segment in the midst of each of two reaches, never in ten days. */
async function neglect(): Promise<typeof owed> {
  const long = Date.now() - 10 * 86_400_000
  await city.db.query(`update coverage_target set from_hour = 0, to_hour = 0`)
  await city.db.query('update segment set valid_from = $1', [long])
  await city.db.query('truncate pass, last_pass')
  const { rows } = await city.db.query<{
    zone: number
    segment: number
    ends: [number, number, number, number]
  }>(
    `select distinct on (zone) zone, id as segment, array[from_lng, from_lat, to_lng, to_lat] as ends
     from segment where chain = 'bank/suzhou/left' and place % 20 = 10 order by zone, place limit 2`,
  )
  await city.db.query(
    `insert into last_pass (segment, mode, to_at, received) select id, 'foot', $1, $1 from segment where id <> all($2)`,
    [Date.now(), rows.map(({ segment }) => segment)],
  )
  return rows.map(({ zone, segment, ends }) => {
    const [fromLng, fromLat, toLng, toLat] = ends.map((degrees) => degrees / 1e6) as [
      number,
      number,
      number,
      number,
    ]
    return { zone, segment, from: [fromLng, fromLat], to: [toLng, toLat] }
  })
}

/** From 40 m before a segment to 40 m beyond it, on foot, a fix every five seconds. */
async function walk({ from, to }: (typeof owed)[number]): Promise<void> {
  const admin = await signedIn(browser, city.url, 'admin', '/desk')
  const { rows } = await city.db.query<{ id: number }>(
    `select id from unit where kind = 'foot' and duty = 'on' order by id limit 1`,
  )
  const registered = await admin.context.request.post(`${city.direct}/api/devices`, {
    headers: { 'idempotency-key': crypto.randomUUID() },
    data: { id: 'stroll', protocol: 'http', datum: 'wgs84', unit: rows[0]?.id },
  })
  const { token } = await registered.json()
  const steps = 23
  const began = Date.now() - steps * 5_000
  const positions = Array.from({ length: steps }, (_, i) => {
    const share = -0.8 + (2.6 * i) / (steps - 1)
    const between = (axis: 0 | 1) => from[axis] + (to[axis] - from[axis]) * share
    return {
      device: 'stroll',
      at: began + i * 5_000,
      lng: between(0),
      lat: between(1),
      speed: 1.2,
      accuracy: 5,
    }
  })
  const answer = await admin.context.request.post(`${city.direct}/api/positions`, {
    headers: { authorization: `Bearer ${token}` },
    data: positions,
  })
  expect(await answer.json()).toEqual({ accepted: steps, refused: [] })
  await admin.context.close()
}

test('a debt is listed, walked off the list, and another is ordered by one key', {
  timeout: 90_000,
}, async () => {
  const { page, complaints } = desk
  const [walked, other] = owed as [(typeof owed)[number], (typeof owed)[number]]
  const row = (zone: number) => page.locator(`[data-testid=debt][data-zone="${zone}"]`)
  await page.keyboard.press('p')
  await row(walked.zone).waitFor()
  await expect.poll(() => page.getByTestId('debt').count()).toBe(2)
  await expect.poll(() => row(walked.zone).textContent()).toContain('欠 0.1 km')
  await expect.poll(() => row(walked.zone).textContent()).toContain('从未 1 段')

  await walk(walked)
  await row(walked.zone).waitFor({ state: 'detached' })
  await page.locator('[data-testid=passes] [data-mode=foot]').waitFor()
  const last = await desk.context.request.get(`${city.direct}/api/coverage?mode=foot`)
  const segments = await desk.context.request.get(`${city.direct}/api/coverage/segments`)
  const index = (await segments.json()).ids.indexOf(walked.segment)
  expect((await last.json()).minutes.foot[index]).toBeGreaterThanOrEqual(0)
  expect((await last.json()).minutes.foot[index]).toBeLessThan(3)

  await page.keyboard.press('j')
  await page.locator('[aria-current=true]').waitFor()
  await page.keyboard.press('o')
  await page.getByText('已下达巡查').waitFor()
  const { rows } = await city.db.query(`select mode, stops, ordered_by from patrol_round where plan is null`)
  expect(rows).toEqual([expect.objectContaining({ mode: 'foot', ordered_by: 'dispatcher' })])
  expect(rows[0].stops).toHaveLength(1)
  expect(rows[0].stops[0].place[0]).toBeCloseTo((other.from[0] + other.to[0]) / 2, 4)

  // Through the modes and off: the panel goes with the layer.
  for (let press = 0; press < 6; press++) await page.keyboard.press('p')
  await page.getByTestId('coverage-panel').waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})
