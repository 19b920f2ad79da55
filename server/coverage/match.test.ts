/** A simulated day on the banks: what is matched was walked, what was walked is matched, and decoys pass nothing. */
import { expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import { ground, whereOn } from '../../scripts/simulate/path.ts'
import type { Point } from '../zones/plane.ts'
import { axisAt } from '../zones/reaches.ts'
import { elevatedOf, readElevated } from './elevated.ts'
import { createMatcher, type Passed, type PassRefusal, type Sight } from './match.ts'
import { roadPieces } from './pieces.ts'
import {
  type BankSegment,
  bankSegments,
  DAY,
  land,
  type Patrol,
  steady,
  type Walked,
  walk,
} from './testing.day.ts'
import { tracksOf } from './tracks.ts'

const tracks = tracksOf(bankSegments)
const elevated = readElevated()

function matched(walks: readonly Walked[]) {
  const passes: Passed[] = []
  const refused = new Map<PassRefusal, number>()
  const matcher = createMatcher({
    tracks,
    elevated,
    passed: (passed) => passes.push(passed),
    refused: (reason) => refused.set(reason, (refused.get(reason) ?? 0) + 1),
  })
  for (const { fixes, kind } of walks) for (const fix of fixes) matcher.take(fix, kind, false)
  return { passes, refused }
}

/** Pairs each true pass with a matched one of the same segment at about the same time. */
function score(walks: readonly Walked[], passes: readonly Passed[]) {
  const open = new Map<string, number[]>()
  for (const { mover, segment, to } of passes) {
    const key = `${mover}/${segment}`
    open.set(key, [...(open.get(key) ?? []), to])
  }
  const truths = walks.flatMap(({ fixes, passed }) =>
    passed.map((each) => ({ ...each, mover: fixes[0]?.mover })),
  )
  let hits = 0
  for (const { mover, segment, at } of truths) {
    const times = open.get(`${mover}/${segment}`)
    const found = times?.findIndex((to) => Math.abs(to - at) < 400_000) ?? -1
    if (found < 0) continue
    times?.splice(found, 1)
    hits++
  }
  return {
    walked: truths.length,
    matched: passes.length,
    precision: hits / passes.length,
    recall: hits / truths.length,
  }
}

const HOURS = 2
const places = [
  ['huangpu', 30_000],
  ['huangpu', 56_000],
  ['huangpu', 61_000],
  ['suzhou', 38_000],
  ['suzhou', 47_000],
  ['suzhou', 53_000],
] as const

const patrols = (kind: Patrol['kind'], inland: number, noise: number): Patrol[] =>
  places.flatMap(([river, from], i) =>
    (['left', 'right'] as const).map(
      (bank, k): Patrol => ({
        ...{ mover: 1 + 2 * i + k, kind, gait: steady[kind], river, bank, inland, noise },
        within: { from, to: from + 2_500 },
      }),
    ),
  )

test.each([
  ['on foot on the promenade', 'foot', 18, 1],
  ['on foot with receivers twice as bad', 'foot', 12, 2],
  ['on e-bikes', 'ebike', 20, 1],
  ['by car on a road behind', 'car', 40, 1],
  ['by boat along a bank', 'boat', -60, 1],
] as const)(
  '%s: of what was walked 19 in 20 is matched, and of what is matched 19 in 20 was walked',
  (name, kind, inland, noise) => {
    const walks = patrols(kind, inland, noise)
      .filter(({ river }) => kind !== 'boat' || river === 'huangpu')
      .map((patrol) => walk(patrol, HOURS * 3600))
    const { passes, refused } = matched(walks)
    const found = score(
      walks,
      passes.filter(({ mode }) => mode !== 'post'),
    )
    console.log(name, JSON.stringify({ ...found, refused: Object.fromEntries(refused) }))
    expect(found.walked).toBeGreaterThan(500)
    expect(found.precision).toBeGreaterThanOrEqual(0.95)
    expect(found.recall).toBeGreaterThanOrEqual(0.95)
  },
)

const chainsOf = (passes: readonly Passed[]) => [
  ...new Set(passes.map(({ segment }) => bankSegments[segment]?.chain)),
]

test('a walker on the creek never passes the opposite bank, however bad the receiver', () => {
  const walks = patrols('foot', 4, 3).filter(({ river, bank }) => river === 'suzhou' && bank === 'left')
  const { passes } = matched(walks.map((patrol) => walk(patrol, HOURS * 3600)))
  expect(passes.length).toBeGreaterThan(100)
  expect(chainsOf(passes)).toEqual(['bank/suzhou/left'])
})

test('a boat midstream of the Huangpu passes neither bank, one along a bank only that, one on the creek both', () => {
  const boat = (river: Patrol['river'], from: number, inland: number) =>
    matched([
      walk(
        {
          ...{ mover: 1, kind: 'boat', gait: steady.boat, river, bank: 'left', inland },
          within: { from, to: from + 3_000 },
        },
        3600,
      ),
    ]).passes
  const { width } = axisAt(land.rivers.huangpu.axis, 57_000)
  expect(boat('huangpu', 56_000, -width / 2)).toEqual([])
  expect(chainsOf(boat('huangpu', 56_000, -60))).toEqual(['bank/huangpu/left'])
  expect(chainsOf(boat('suzhou', 45_000, -20)).sort()).toEqual(['bank/suzhou/left', 'bank/suzhou/right'])
})

/** A straight drive from one place to another, a fix a second. */
function drive(
  kind: 'foot' | 'car',
  from: Point,
  to: Point,
  speeds: readonly number[],
  seconds: number,
): Walked {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  const heading = ((Math.atan2(to[0] - from[0], to[1] - from[1]) * 180) / Math.PI + 360) % 360
  const fixes: Sight[] = []
  let along = 0
  for (let second = 0; second < seconds && along < length; second++) {
    const speed = speeds[
      Math.min(speeds.length - 1, Math.floor((second * speeds.length) / seconds))
    ] as number
    along += speed
    const [lng, lat] = ground.toPlace([
      from[0] + ((to[0] - from[0]) * along) / length,
      from[1] + ((to[1] - from[1]) * along) / length,
    ])
    fixes.push({ mover: 1, at: DAY + second * 1000, lng, lat, speed, heading, accuracy: 3 })
  }
  return { kind, fixes, passed: [] }
}

/** Where a river is straight for 300 m either way: at a bend a bridge's road may well lead along a bank. */
const straight = (['huangpu', 'suzhou'] as const).flatMap((river) => {
  const { midstream, axis } = land.rivers[river]
  const first = axis[0]?.metres ?? 0
  return Array.from({ length: 40 }, (_, i) => 37_000 + i * 450 - first).flatMap((along) => {
    const headings = [-300, 0, 300].map((metres) => whereOn(midstream, along + metres).heading)
    const { width } = axisAt(axis, along + first)
    return Math.max(...headings) - Math.min(...headings) < 15 ? [{ along, midstream, width }] : []
  })
})

test('who crosses by bridge, by car or on foot, passes neither bank', () => {
  expect(straight.length).toBeGreaterThan(15)
  const crossings = straight.flatMap(({ along, midstream, width }) => {
    const { point, heading } = whereOn(midstream, along)
    // Askew, as most bridges are.
    const angle = ((heading + 70) * Math.PI) / 180
    const off = (metres: number): Point => [
      point[0] + metres * Math.sin(angle),
      point[1] + metres * Math.cos(angle),
    ]
    return (
      [
        ['car', 10],
        ['foot', 1.3],
      ] as const
    ).map(([kind, speed]) => drive(kind, off(-width / 2 - 150), off(width / 2 + 150), [speed], 2_000))
  })
  const others = crossings.map(({ fixes, ...rest }, i) => ({
    ...rest,
    fixes: fixes.map((fix) => ({ ...fix, mover: i + 1 })),
  }))
  expect(matched(others).passes).toEqual([])
})

test('a car on an elevated road passes nothing of the street below, in a jam neither; a patrol down there does', () => {
  const line: LngLat[] = [
    [121.44, 31.2],
    [121.46, 31.2],
  ]
  const street = tracksOf(
    roadPieces(
      'road/below',
      line.map(([lng, lat]): LngLat => [lng, lat + 0.00005]),
    ).map((piece, id) => ({ ...piece, id, zone: 1, validFrom: 0 })),
  )
  const passes = (speeds: readonly number[]) => {
    const found: Passed[] = []
    const matcher = createMatcher({
      tracks: street,
      elevated: elevatedOf([line]),
      passed: (each) => found.push(each),
      refused: () => {},
    })
    const [from, to] = line.map(ground.toMetres) as [Point, Point]
    const { fixes, kind } = drive('car', from, to, speeds, 900)
    for (const fix of fixes) matcher.take(fix, kind, false)
    return found.length
  }
  expect(passes([18])).toBe(0)
  expect(passes([12])).toBe(0)
  expect(passes([13, 3, 3, 3])).toBe(0)
  expect(passes([7])).toBe(street.count)
})

test('who jumps, or is silent too long, passes nothing between', () => {
  const along = walk(
    {
      ...{ mover: 1, kind: 'foot', gait: steady.foot, river: 'suzhou', bank: 'left', inland: 10 },
      within: { from: 45_000, to: 49_000 },
    },
    3_600,
  )
  const first = along.fixes.slice(0, 100)
  const jump = along.fixes.at(-1) as Sight
  const at = (first.at(-1)?.at ?? 0) + 4_000
  expect(
    matched([{ ...along, fixes: [...first, { ...jump, at }, { ...jump, at: at + 4_000 }] }]).passes,
  ).toEqual(matched([{ ...along, fixes: first }]).passes)
  const silent = along.fixes.filter((fix) => (fix.at - DAY) % 1_200_000 < 20_000)
  expect(matched([{ ...along, fixes: silent }]).passes).toEqual([])
})

test('a unit that stands on a segment for ten minutes is a post there, told every ten minutes', () => {
  const { from } = bankSegments[100] as BankSegment
  const fixes = Array.from({ length: 400 }, (_, i) => ({
    ...{
      mover: 1,
      at: DAY + i * 4_000,
      lng: from[0] + (i % 3) * 0.00001,
      lat: from[1],
      speed: 0,
      heading: Number.NaN,
      accuracy: 6,
    },
  }))
  const { passes } = matched([{ kind: 'foot', fixes, passed: [] }])
  expect(
    passes.map(({ mode, from: since, to }) => [mode, (since - DAY) / 60_000, (to - DAY) / 60_000]),
  ).toEqual([
    ['post', 0, 10],
    ['post', 10, 20],
  ])
})
