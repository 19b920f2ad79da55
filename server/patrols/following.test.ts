/** A crew's fixes against its round: each stop reached once whatever the receiver does, and what is wrong told once with its beginning. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import type { PatrolLimit, Round, RoundAlarm } from '#contract/rounds.ts'
import { type Found, follow } from './following.ts'
import { groundOf } from './ground.ts'
import { openStop } from './making.ts'
import { NOW, planForm, stopAt } from './testing.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** A metre to the north, in degrees. */
const METRE = 1 / 111_320

const limits: readonly PatrolLimit[] = [
  { kind: 'deviation', mode: 'foot', metres: 200, seconds: 300 },
  { kind: 'off_zone', mode: 'foot', metres: 50, seconds: 120 },
  { kind: 'standstill', mode: 'foot', metres: 20, seconds: 600 },
  { kind: 'offline', mode: 'foot', metres: 0, seconds: 180 },
  { kind: 'off_zone', mode: 'post', metres: 10, seconds: 60 },
]
/** 200 m around the three stops. */
const ZONE = 9
const square: LngLat[] = [
  [121.488, 31.229],
  [121.492, 31.229],
  [121.492, 31.235],
  [121.488, 31.235],
  [121.488, 31.229],
]

function roundOf(change: Partial<Round> = {}): Round {
  const { name, nameEn, mode, tag, certificates, item, zones, stops } = planForm()
  return {
    ...{
      id: 1,
      version: 1,
      plan: 1,
      day: '2026-11-25',
      shift: 'early',
      unit: 3,
      name,
      nameEn,
      mode,
      tag,
      certificates,
      item,
      zones,
    },
    stops: stops.map(({ opens: _opens, closes: _closes, ...stop }, i) => openStop(stop, i + 1)),
    alarms: [],
    state: 'started',
    ...{ from: NOW, until: NOW + 3_600_000, startedAt: NOW, endedAt: null, endReason: null },
    ...{ orderedBy: 'patrols', orderedAt: NOW, reason: null },
    ...change,
  }
}

function followed(round: Round = roundOf(), heard = Number.NaN) {
  const ground = groundOf(
    round.stops.map(({ place }) => place),
    new Map([[ZONE, [square]]]),
  )
  const crew = follow({ round, ground, limits, heard, listening: NOW })
  return {
    ...crew,
    at: (
      seconds: number,
      [lng, lat]: LngLat,
      { accuracy = 5, received = NOW + seconds * SECOND } = {},
    ): Found[] => crew.see({ mover: 3, at: NOW + seconds * SECOND, lng, lat, accuracy }, received),
  }
}
const stop = (number: number): LngLat => stopAt(number).place
const north = ([lng, lat]: LngLat, metres: number): LngLat => [lng, lat + metres * METRE]
const east = ([lng, lat]: LngLat, metres: number): LngLat => [
  lng + (metres * METRE) / Math.cos((31.23 * Math.PI) / 180),
  lat,
]
const reached = (found: readonly Found[]) =>
  found.flatMap((each) => (each.kind === 'reached' ? [each.stop] : []))

test('a stop is reached at the first of two fixes within it; a jump of the receiver is no visit', () => {
  const crew = followed()
  expect(crew.at(0, stop(1))).toEqual([])
  expect(crew.at(5, north(stop(1), 60))).toEqual([])
  expect(crew.at(10, north(stop(1), 20))).toEqual([])
  expect(crew.at(15, north(stop(1), 10))).toEqual([{ kind: 'reached', stop: 1, at: NOW + 10 * SECOND }])
  expect(crew.at(20, stop(1))).toEqual([])
})

test('a stop that is not open yet, or not any more, is not reached by being there', () => {
  const round = roundOf()
  const [first, second, third] = round.stops as [Round['stops'][0], Round['stops'][0], Round['stops'][0]]
  const hours = { opensAt: NOW + MINUTE, closesAt: NOW + 2 * MINUTE }
  const crew = followed({ ...round, stops: [{ ...first, ...hours }, second, third] })
  expect([0, 10].flatMap((at) => crew.at(at, stop(1)))).toEqual([])
  expect([130, 140].flatMap((at) => crew.at(at, stop(1)))).toEqual([])
  expect(reached([70, 80].flatMap((at) => crew.at(at, stop(1))))).toEqual([1])
})

test('a zone is a stop too, and what a person did meanwhile is not told again', () => {
  const round = roundOf()
  const inZone = { ...(round.stops[0] as Round['stops'][0]), zone: ZONE, place: [121.6, 31.3] as LngLat }
  const crew = followed({ ...round, stops: [inZone, ...round.stops.slice(1)] })
  crew.learn({
    ...round,
    stops: round.stops.map((each) => ({ ...each, state: each.number === 2 ? 'skipped' : 'open' })),
  })
  expect(reached([0, 10, 20].flatMap((at) => crew.at(at, stop(2))))).toEqual([1])
})

test('however the receiver jitters, stops are reached once each and none that the crew was not near', () => {
  const jitter = fc.record({
    metres: fc.double({ min: 0, max: 12, noNaN: true }),
    angle: fc.double({ min: 0, max: 6.28, noNaN: true }),
  })
  fc.assert(
    fc.property(
      fc.array(jitter, { minLength: 120, maxLength: 120 }),
      fc.integer({ min: 0, max: 119 }),
      (noise, again) => {
        const crew = followed()
        const walk = noise.map(({ metres, angle }, i) => {
          // From 100 m south of the first stop to a little beyond the second, two metres a second.
          const place = north(stop(1), -100 + i * 2)
          return east(north(place, metres * Math.sin(angle)), metres * Math.cos(angle))
        })
        const found = walk.flatMap((place, i) => crew.at(i, place))
        // A phone that sends everything twice from some point on.
        const repeated = walk.slice(again).flatMap((place, i) => crew.at(again + i, place))
        expect(reached([...found, ...repeated])).toEqual([1, 2])
      },
    ),
    { numRuns: 50 },
  )
})

test('fixes that a phone kept in a dead spot reach the stop when they were taken, and make nobody silent', () => {
  const crew = followed()
  crew.at(0, north(stop(1), -90))
  expect(crew.wait(NOW + 4 * MINUTE)).toMatchObject([
    { kind: 'trouble', trouble: { kind: 'offline', since: NOW } },
  ])
  expect(crew.wait(NOW + 5 * MINUTE)).toEqual([])
  const received = NOW + 6 * MINUTE
  expect(crew.at(60, stop(1), { received })).toEqual([{ kind: 'over', trouble: 'offline', at: received }])
  expect(crew.wait(received + SECOND)).toEqual([])
  expect(crew.at(70, stop(1), { received })).toEqual([{ kind: 'reached', stop: 1, at: NOW + 60 * SECOND }])
})

test('while nobody listened, no crew was silent', () => {
  const crew = followed(roundOf({ startedAt: NOW - 3_600_000 }), NOW - 30 * MINUTE)
  expect(crew.wait(NOW + MINUTE)).toEqual([])
  expect(crew.wait(NOW + 3 * MINUTE)).toMatchObject([
    { trouble: { kind: 'offline', since: NOW - 30 * MINUTE } },
  ])
})

test('off the way for so long is told once, since it began, and ends at the first fix back', () => {
  const crew = followed()
  const away = east(stop(2), 300)
  const found = Array.from({ length: 40 }, (_, i) => crew.at(i * 10, i % 2 ? away : north(away, 25))).flat()
  expect(found).toEqual([
    {
      kind: 'trouble',
      trouble: { kind: 'deviation', since: NOW, place: expect.any(Array), metres: expect.closeTo(300, -1) },
    },
  ])
  expect(crew.at(400, east(stop(2), 100))).toEqual([
    { kind: 'over', trouble: 'deviation', at: NOW + 400 * SECOND },
  ])
  // A short detour is none.
  expect([410, 500, 600].flatMap((at) => crew.at(at, east(stop(2), 300 + (at % 3) * 30)))).toEqual([])
})

test('outside its zones is an alarm of its own; an alarm that stood before a restart goes on and is not told again', () => {
  const alarm: RoundAlarm = {
    ...{
      number: 1,
      kind: 'off_zone',
      since: NOW - MINUTE,
      until: null,
      raisedAt: NOW,
      place: null,
      metres: 90,
    },
    ...{ appeal: null, decision: null },
  }
  const outside = east(stop(2), 190 + 150)
  const moving = (crew: ReturnType<typeof followed>) =>
    Array.from({ length: 15 }, (_, i) => crew.at(i * 10, north(outside, i * 12))).flat()
  expect(moving(followed(roundOf({ zones: [ZONE] })))).toMatchObject([
    { trouble: { kind: 'off_zone', since: NOW } },
  ])
  const restarted = followed(roundOf({ zones: [ZONE], alarms: [alarm] }))
  expect(moving(restarted)).toEqual([])
  expect(restarted.at(200, stop(3))).toEqual([{ kind: 'over', trouble: 'off_zone', at: NOW + 200 * SECOND }])
})

test('who stands still elsewhere than at a stop is asked why; jitter is no walk', () => {
  const crew = followed()
  const bench = east(stop(1), 80)
  const still = Array.from({ length: 62 }, (_, i) => crew.at(i * 10, north(bench, i % 2 ? 4 : -4))).flat()
  expect(still).toMatchObject([{ kind: 'trouble', trouble: { kind: 'standstill', since: NOW } }])
  expect(crew.at(630, north(bench, 50))).toEqual([
    { kind: 'over', trouble: 'standstill', at: NOW + 630 * SECOND },
  ])
  const waiting = followed()
  const atStop = Array.from({ length: 80 }, (_, i) => waiting.at(i * 10, stop(1))).flat()
  expect(atStop.map(({ kind }) => kind)).toEqual(['reached'])
})

test('a fixed post is left beyond its place, and a blurred fix proves nothing', () => {
  const round = roundOf({ mode: 'post' })
  const crew = followed({ ...round, stops: round.stops.slice(0, 1) })
  const gone = north(stop(1), 60)
  expect([0, 30, 90].flatMap((at) => crew.at(at, gone, { accuracy: 400 }))).toEqual([])
  expect([100, 130, 160].flatMap((at) => crew.at(at, gone))).toMatchObject([
    { trouble: { kind: 'off_zone' } },
  ])
})
