/** Tiles hold what the database holds, and only a change makes another tile. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../scripts/simulate/random.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { readTile } from './testing.tiles.ts'
import { intervals, shop, takeIn } from './testing.ts'
import { rangeOf } from './tiles.ts'

const COUNT = 3_000

let console: TestConsole
let admin: Person
const objects = scattered()
beforeAll(async () => {
  console = await testConsole()
  await smallCity(console.db, [])
  await console.db.query(intervals)
  admin = await person(console, 'admin')
  await takeIn(admin, objects)
})
afterAll(() => console.stop())

/** Two kilometres around the Bund, a third of them in one lane. */
function scattered() {
  const random = createRandom(7)
  return Array.from({ length: COUNT }, (_, i) => {
    const spread = i % 3 === 0 ? 0.0005 : 0.02
    return shop(i + 1, {
      place: [121.4867 + random.normal() * spread, 31.2443 + random.normal() * spread],
      ...(random.chance(0.2) ? { grade: 'high', credit: 'd' } : {}),
    })
  })
}

const tileAt = (z: number, [lng, lat]: readonly [number, number]) => {
  const y = (1 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI) / 2
  return { z, x: Math.floor(((lng + 180) / 360) * 2 ** z), y: Math.floor(y * 2 ** z) }
}
type Address = ReturnType<typeof tileAt>

async function get({ z, x, y }: Address, etag?: string) {
  const answer = await console.app.inject({
    url: `/api/objects/tiles/${z}/${x}/${y}.mvt`,
    headers: { cookie: admin.cookie, ...(etag ? { 'if-none-match': etag } : {}) },
  })
  return {
    status: answer.statusCode,
    etag: String(answer.headers.etag),
    bytes: answer.rawPayload,
    headers: answer.headers,
  }
}

const bund = objects[0]?.place ?? [0, 0]

/** Not by `&&`, which compares boxes of single precision: a metre wide here. */
const inside =
  'st_x(m) >= st_xmin(e) and st_x(m) < st_xmax(e) and st_y(m) > st_ymin(e) and st_y(m) <= st_ymax(e)'

/** By the plain geometry of PostGIS, not by our own numbers. */
async function countsBySql({ z, x, y }: Address) {
  const { rows } = await console.db.query<{ grade: string; count: number }>(
    `select grade, count(*)::int as count from object
     join (select ${inside} as holds, id from object, st_transform(point, 3857) m, st_tileenvelope($1, $2, $3) e) i using (id)
     where holds group by grade`,
    [z, x, y],
  )
  return Object.fromEntries(rows.map(({ grade, count }) => [grade, count]))
}

test.each([9, 11, 13])('at zoom %i a tile counts by grade exactly what SQL counts', async (z) => {
  const address = tileAt(z, bund)
  const cells = readTile((await get(address)).bytes).get('counts') ?? []
  const sum = (name: string) => cells.reduce((all, { properties }) => all + Number(properties[name]), 0)
  const { low = 0, high = 0 } = await countsBySql(address)
  expect([sum('low'), sum('high'), sum('medium'), sum('all')]).toEqual([low, high, 0, low + high])
  expect(cells.length).toBeLessThanOrEqual(256)
})

test.each([14, 15, 17])('at zoom %i a tile holds every object that lies in it, where it lies', async (z) => {
  const address = tileAt(z, bund)
  const points = readTile((await get(address)).bytes).get('objects') ?? []
  const { rows } = await console.db.query<{ id: number; x: number; y: number; grade: string; name: string }>(
    `select id, grade, name, (st_x(m) - st_xmin(e)) / (st_xmax(e) - st_xmin(e)) * 4096 as x,
       (st_ymax(e) - st_y(m)) / (st_ymax(e) - st_ymin(e)) * 4096 as y
     from st_tileenvelope($1, $2, $3) e, object, st_transform(point, 3857) m where ${inside} order by id`,
    [address.z, address.x, address.y],
  )
  expect(points.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
  for (const [i, { at, properties }] of points.entries()) {
    expect(Math.abs(at[0] - (rows[i]?.x ?? 0))).toBeLessThan(1.5)
    expect(Math.abs(at[1] - (rows[i]?.y ?? 0))).toBeLessThan(1.5)
    expect(properties.grade).toBe(rows[i]?.grade)
    expect(properties.name).toBe(z >= 16 ? rows[i]?.name : undefined)
  }
})

test('who has the tile already is told so, until something in it changes: then it and those above it are new, and no other', async () => {
  const mine = [9, 12, 13, 14, 16].map((z) => tileAt(z, bund))
  const beside = tileAt(14, [bund[0] + 0.0225, bund[1]])
  const sibling = tileAt(16, [bund[0] + 0.0056, bund[1]])
  const others = [beside, sibling]
  const tags = async (list: readonly Address[]) =>
    (await Promise.all(list.map((each) => get(each)))).map(({ etag }) => etag)
  const [before, otherBefore] = [await tags(mine), await tags(others)]
  expect((await get(mine[0] as Address, before[0])).status).toBe(304)
  await takeIn(admin, [{ ...(objects[0] as ReturnType<typeof shop>), grade: 'medium', credit: 'b' }])
  const [after, otherAfter] = [await tags(mine), await tags(others)]
  expect(after.map((tag, i) => tag !== before[i])).toEqual(mine.map(() => true))
  expect(otherAfter).toEqual(otherBefore)
  expect((await get(mine[0] as Address, before[0])).status).toBe(200)
})

test('an inspection changes no tile: it moves nothing and no grade', async () => {
  const { id } = readTile((await get(tileAt(16, bund))).bytes).get('objects')?.[0] ?? {}
  const { etag } = await get(tileAt(14, bund))
  const duty = await person(console, 'duty')
  expect((await duty.send('POST', `/api/objects/${id}/inspect`, { result: 'pass' })).status).toBe(200)
  expect((await get(tileAt(14, bund))).etag).toBe(etag)
})

test('a browser must ask each time, and where nothing lies the tile is empty', async () => {
  const { headers, bytes, status } = await get(tileAt(12, [100, 10]))
  expect([status, headers['cache-control'], bytes.length]).toEqual([200, 'private, no-cache', 0])
})

test.each(['2/9/0', '19/0/0', '3/0/x'])('there is no tile %s', async (address) => {
  const { statusCode } = await console.app.inject({
    url: `/api/objects/tiles/${address}.mvt`,
    headers: { cookie: admin.cookie },
  })
  expect([400, 404]).toContain(statusCode)
})

test('the ranges of four tiles make up that of the one above', () => {
  const parts = [0, 1].flatMap((dy) => [0, 1].map((dx) => rangeOf({ z: 14, x: 13722 + dx, y: 6696 + dy })))
  const whole = rangeOf({ z: 13, x: 6861, y: 3348 })
  expect([parts[0]?.[0], parts.at(-1)?.[1]]).toEqual(whole)
  expect(parts.slice(1).map(([from]) => from)).toEqual(parts.slice(0, -1).map(([, to]) => to))
})
