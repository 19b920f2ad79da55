/** Every OsmAnd, H02, GB/T 28181 and Cursor-on-Target vector through the decode tool, accepted and refused alike. */
import { expect, test } from 'vitest'
import { KNOT } from '../../server/gateways/place.ts'
import { needsVectors, readVectors, vectorsAreHere } from '../../server/testing.vectors.ts'
import { decode, isNear, wrongOnes } from './testing.ts'

type Osmand = {
  id: string
  kind: string
  input: unknown
  expected: {
    device: string
    lat: number
    lon: number
    time?: string
    time_server_zone?: string
    speed_knots?: number
    speed_mps?: number
    course?: number
    heading?: number
  }
}

test.skipIf(!vectorsAreHere)(`all 9 OsmAnd vectors are told${needsVectors}`, () => {
  const rows = readVectors<Osmand>('osmand')
  const decodeRow = ({ input }: Osmand) =>
    decode('osmand', typeof input === 'string' ? input : JSON.stringify(input))
  const wrong = wrongOnes(rows, decodeRow, ({ expected }, { ok, device, positions: [got] }) => {
    const speed = expected.speed_mps ?? (expected.speed_knots ?? Number.NaN) * KNOT
    const course = expected.course ?? expected.heading ?? -1
    // A time without a zone is taken for UTC.
    const at = Date.parse(expected.time ?? `${expected.time_server_zone?.replace(' ', 'T')}Z`)
    return (
      ok &&
      device === expected.device &&
      got?.at === at &&
      isNear(got.lat, expected.lat, 1e-9) &&
      isNear(got.lng, expected.lon, 1e-9) &&
      (speed >= 0 ? isNear(got.speed, speed, 1e-9) : got.speed === null) &&
      (course >= 0 ? got.heading === course : got.heading === null)
    )
  })
  expect(wrong).toEqual([])
  expect(rows).toHaveLength(9)
})

type H02 = {
  id: string
  input: string
  expected_traccar: {
    ids: (string | null)[] | null
    result: {
      fixTime?: string
      valid: boolean
      latitude?: number
      longitude: number
      speed_knots: number
      course: number
    } | null
  }
}

test.skipIf(!vectorsAreHere)(`all 53 H02 vectors are told as Traccar tells them${needsVectors}`, () => {
  const rows = readVectors<H02>('h02')
  const wrong = wrongOnes(
    rows,
    ({ input }) => decode('h02', input),
    ({ expected_traccar: { result, ids } }, { device, positions: [got] }) => {
      if (result?.latitude === undefined) return got === undefined
      // Where Traccar took its own clock because its pattern missed the day, the day is told here.
      const sameTime =
        got?.at === Date.parse(result.fixTime ?? '') || result.fixTime?.startsWith('2026-11-23')
      return (
        device === (ids?.[0] ?? null) &&
        got !== undefined &&
        sameTime === true &&
        got.valid === result.valid &&
        isNear(got.lat, result.latitude, 1e-9) &&
        isNear(got.lng, result.longitude, 1e-9) &&
        isNear(got.speed, result.speed_knots * KNOT, 1e-9) &&
        got.heading === result.course
      )
    },
  )
  expect(wrong).toEqual([])
  expect(rows).toHaveLength(53)
})

type Gb28181 = {
  id: string
  xml_base64: string
  accept: boolean
  expected:
    | {
        device: string
        time_utc: string
        lon: number
        lat: number
        speed_kmh: number | null
        direction?: number | null
        altitude?: number | null
      }[]
    | null
}

test.skipIf(!vectorsAreHere)(`all 23 GB/T 28181 vectors are told or refused${needsVectors}`, () => {
  const rows = readVectors<Gb28181>('gb28181')
  const wrong = wrongOnes(
    rows,
    ({ xml_base64 }) => decode('gb28181', xml_base64),
    ({ accept, expected }, got) => {
      if (!accept) return !got.ok && got.positions.length === 0 && got.error !== null
      return (
        got.ok &&
        got.positions.length === expected?.length &&
        expected.every((want, i) => {
          const position = got.positions[i]
          return (
            position !== undefined &&
            (position.device ?? got.device) === want.device &&
            position.at === Date.parse(want.time_utc) &&
            position.lng === want.lon &&
            position.lat === want.lat &&
            position.heading === (want.direction ?? null) &&
            position.altitude === (want.altitude ?? null) &&
            (want.speed_kmh === null
              ? position.speed === null
              : isNear(position.speed, want.speed_kmh / 3.6, 1e-9))
          )
        })
      )
    },
  )
  expect(wrong).toEqual([])
  expect(rows).toHaveLength(23)
})

type Cot = {
  id: string
  xml: string
  expected: {
    uid: string | null
    type: string
    time: string
    point?: { lat: number; lon: number; hae: number; ce: number }
  }
}

test.skipIf(!vectorsAreHere)(`all 22 Cursor-on-Target vectors are told${needsVectors}`, () => {
  const rows = readVectors<Cot>('cot')
  const wrong = wrongOnes(
    rows,
    ({ xml }) => decode('cot', Buffer.from(xml).toString('base64')),
    ({ expected: { uid, type, time, point } }, got) => {
      if (uid === null || !point) return !got.ok && got.positions.length === 0
      const [position] = got.positions
      return (
        got.ok &&
        got.device === uid &&
        got.kind === type &&
        position?.at === Date.parse(time) &&
        position.lat === point.lat &&
        position.lng === point.lon &&
        position.altitude === (point.hae < 9_999_999 ? point.hae : null) &&
        position.accuracy === (point.ce > 0 && point.ce < 9_999_999 ? point.ce : null)
      )
    },
  )
  expect(wrong).toEqual([])
  expect(rows).toHaveLength(22)
})
