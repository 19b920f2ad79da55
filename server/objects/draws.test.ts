/** A draw can be drawn again by anybody from what was kept, and says the same. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  DRAW_ALGORITHM,
  type DrawInputs,
  draw,
  type ExportedDraw,
  inputsText,
  verify,
} from '#contract/drawAlgorithm.ts'
import type { Draw } from '#contract/draws.ts'
import type { Grade } from '#contract/objects.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { sha256 } from './draws.ts'
import { intervals, shop, takeIn } from './testing.ts'

const grades: readonly Grade[] = ['low', 'medium', 'high']

/** Objects and officers of several squads. */
const inputsOf = (
  seed: string,
  objects: number,
  officers: number,
  more: Partial<DrawInputs> = {},
): DrawInputs => ({
  algorithm: DRAW_ALGORITHM,
  seed,
  shares: { low: 20, medium: 10, high: 5 },
  officerCount: officers,
  perObject: 2,
  apart: false,
  objects: Array.from({ length: objects }, (_, i) => [i + 1, grades[i % 3] as Grade, 1 + (i % 4)] as const),
  officers: Array.from({ length: officers }, (_, i) => [i + 1, 1 + (i % 4)] as const),
  ...more,
})

const seeds = fc.stringMatching(/^[!-~]{8,30}$/)
const loads = (inputs: DrawInputs): number[] => {
  const on = draw(inputs, sha256)?.flatMap(({ officers }) => officers) ?? []
  return inputs.officers.map(([id]) => on.filter((each) => each === id).length)
}
const between = (list: readonly number[]) => Math.max(...list) - Math.min(...list)

describe('the draw itself', () => {
  test('is the same for the same inputs, in whatever order they came', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 2, max: 12 }),
        (seed, objects, officers) => {
          const inputs = inputsOf(seed, objects, officers)
          const turned = {
            ...inputs,
            objects: [...inputs.objects].reverse(),
            officers: [...inputs.officers].reverse(),
          }
          expect(draw(turned, sha256)).toEqual(draw(inputs, sha256))
        },
      ),
      { numRuns: 30 },
    )
  })

  test('takes each grade’s share and no object twice', () => {
    const inputs = inputsOf('published-seed', 120, 6)
    const drawn = draw(inputs, sha256) ?? []
    const gradeOf = new Map(inputs.objects.map(([id, grade]) => [id, grade]))
    const count = (grade: Grade) => drawn.filter(({ object }) => gradeOf.get(object) === grade).length
    expect([count('low'), count('medium'), count('high')]).toEqual([20, 10, 5])
    expect(new Set(drawn.map(({ object }) => object)).size).toBe(35)
  })

  test('puts no officer on more than one object more than another', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 2, max: 15 }),
        (seed, objects, officers) => {
          expect(between(loads(inputsOf(seed, objects, officers)))).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('never puts an officer on an object of the own squad, and levels the loads all the same', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 6, max: 90 }),
        fc.integer({ min: 8, max: 16 }),
        (seed, objects, officers) => {
          const inputs = inputsOf(seed, objects, officers, { apart: true })
          const squadOf = new Map(inputs.objects.map(([id, , squad]) => [id, squad]))
          const ownSquad = new Map(inputs.officers)
          for (const { object, officers: team } of draw(inputs, sha256) ?? []) {
            for (const officer of team) expect(ownSquad.get(officer)).not.toBe(squadOf.get(object))
          }
          expect(between(loads(inputs))).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('says that it cannot where the rule of squads leaves too few', () => {
    const inputs = inputsOf('published-seed', 4, 3, {
      apart: true,
      officers: [
        [1, 1],
        [2, 1],
        [3, 2],
      ],
    })
    expect(draw(inputs, sha256)).toBeNull()
  })

  test('is uniform: over many seeds every object is drawn as often as another, within chance', () => {
    const SEEDS = 1_500
    const counts = new Array<number>(60).fill(0)
    for (let i = 0; i < SEEDS; i++) {
      const inputs = inputsOf(`seed-number-${i}`, 60, 4, { shares: { low: 5, medium: 5, high: 5 } })
      for (const { object } of draw(inputs, sha256) ?? []) counts[object - 1] = (counts[object - 1] ?? 0) + 1
    }
    // Each of 60 is drawn with 1/4. χ² with 57 degrees of freedom exceeds 99.6 once in three thousand cities; drawing without
    // replacement only makes it smaller.
    const expected = SEEDS / 4
    const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / (expected * 0.75), 0)
    expect(chi).toBeLessThan(99.6)
  })
})

describe('over HTTP', () => {
  let console: TestConsole
  let duty: Person
  beforeAll(async () => {
    console = await testConsole()
    await smallCity(console.db, ['foot', 'car'])
    await console.db.query(intervals)
    await console.db.query(`
      insert into organisation (parent, kind, code, name, name_en) values (1, 'squad', '310101002000', '南京东路中队', 'Nanjing Squad');
      insert into officer (name, name_en, organisation, certificate, certificate_until)
      select '队员' || i, 'Officer ' || i, 2 + i % 2, case when i < 9 then 'c' || i end, current_date + 30 from generate_series(1, 9) i`)
    duty = await person(console, 'duty')
    const squad = (i: number) => (i % 2 === 0 ? '外滩中队' : '南京东路中队')
    const all = Array.from({ length: 40 }, (_, i) => shop(i + 1, { organisation: squad(i), ...gradeOf(i) }))
    all.push(shop(41, { lastInspectedAt: Date.now() - 86_400_000 }))
    await takeIn(await person(console, 'admin'), all)
  })
  afterAll(() => console.stop())

  const gradeOf = (i: number) => (i % 4 === 0 ? ({ grade: 'high', credit: 'd' } as const) : {})
  const ask = {
    seed: 'lottery-2026-11-25',
    shares: { low: 8, medium: 0, high: 4 },
    officerCount: 6,
    perObject: 2,
    apart: true,
  }

  async function made(more: object = {}): Promise<{ draw: Draw; file: ExportedDraw; text: string }> {
    const { status, body } = await duty.send('POST', '/api/draws', { ...ask, ...more })
    expect(status, JSON.stringify(body)).toBe(200)
    const made = body as Draw
    const { body: text } = await console.app.inject({
      url: `/api/draws/${made.id}/export`,
      headers: { cookie: duty.cookie },
    })
    return { draw: made, file: JSON.parse(text) as ExportedDraw, text }
  }

  test('what the database drew is what the published algorithm draws from the export', async () => {
    const { draw: told, file } = await made()
    expect(verify(file, sha256)).toEqual({ same: true, inputsSame: true, result: file.result })
    expect([told.objects, file.inputs.objects.length, file.inputs.officers.length]).toEqual([12, 40, 8])
    const { rows } = await console.db.query(
      `select body from event where kind = 'draw.made' and subject = $1`,
      [`draw/${told.id}`],
    )
    expect(rows).toMatchObject([
      { body: { draw: { seed: ask.seed, inputsHash: sha256(inputsText(file.inputs)) } } },
    ])
  })

  test('an export that was tampered with is found out', async () => {
    const { file } = await made()
    const [first] = file.result
    const swapped = { ...file, result: [...file.result.slice(1), ...(first ? [first] : [])] }
    expect(verify(swapped, sha256)).toMatchObject({ same: false, inputsSame: true })
    const reseeded = { ...file, inputs: { ...file.inputs, seed: 'another-seed' } }
    expect(verify(reseeded, sha256)).toMatchObject({ same: false, inputsSame: false })
  })

  test('what was inspected too recently is left out; who wants it says why, and it is counted', async () => {
    const pool = (await duty.send('GET', '/api/draws/pool')).body as { tooSoon: number; officers: number }
    expect(pool).toMatchObject({ tooSoon: 1, officers: 8, grades: { low: 30, medium: 0, high: 10 } })
    const silent = await duty.send('POST', '/api/draws', { ...ask, includeTooSoon: true })
    expect([silent.status, (silent.body as { code: string }).code]).toEqual([400, 'reason_missing'])
    const { draw: told } = await made({
      shares: { low: 40, medium: 0, high: 0 },
      includeTooSoon: true,
      reason: '专项整治',
    })
    expect(told).toMatchObject({ objects: 31, tooSoon: 1, reason: '专项整治' })
  })

  test('a draw without a seed is given one, and another each time', async () => {
    const seeds = [await made({ seed: undefined }), await made({ seed: undefined })].map(
      ({ draw: told }) => told.seed,
    )
    expect(new Set(seeds).size).toBe(2)
  })

  test('too few officers for the rule of squads are told in words', async () => {
    const { status, body } = await duty.send('POST', '/api/draws', { ...ask, officersOf: 2, officerCount: 3 })
    expect([status, (body as { code: string }).code]).toEqual([409, 'too_few_officers'])
  })

  test('a dispatcher sees draws and makes none', async () => {
    const dispatcher = await person(console, 'dispatcher')
    expect((await dispatcher.send('GET', '/api/draws')).status).toBe(200)
    expect((await dispatcher.send('POST', '/api/draws', ask)).status).toBe(403)
  })
})
