/** Every JT/T 808 vector through the decode tool, accepted and refused alike. */
import { describe, expect, test } from 'vitest'
import { needsVectors, readVectors, vectorsAreHere } from '../../server/testing.vectors.ts'
import type { Position } from './decoded.ts'
import { decode, isNear, wrongOnes } from './testing.ts'

type Jt808Position = {
  lat: number
  lon: number
  fixed: boolean
  altitude_m: number
  speed_kmh: number
  direction: number
  time_utc: string
}
type Jt808 = {
  id: string
  kind: string
  wire_hex: string
  disposition: string
  expected: { msg_id: string; phone: string; positions?: Jt808Position[] | number | string }
}

describe.skipIf(!vectorsAreHere)(`JT/T 808 vectors${needsVectors}`, () => {
  const rows = readVectors<Jt808>('jt808')
  const decodeRow = (row: Jt808) => decode('jt808', row.wire_hex)
  const of = (disposition: string) => rows.filter((row) => row.disposition === disposition)

  const samePlace = (got: Position | undefined, want: Jt808Position): boolean =>
    got !== undefined &&
    got.at === Date.parse(want.time_utc) &&
    isNear(got.lat, want.lat, 1e-9) &&
    isNear(got.lng, want.lon, 1e-9) &&
    got.altitude === want.altitude_m &&
    isNear(got.speed, want.speed_kmh / 3.6, 1e-6) &&
    got.heading === want.direction % 360 &&
    got.valid === (want.fixed && !(want.lat === 0 && want.lon === 0))

  test('60 frames tell their places', () => {
    const placing = of('accept_positions')
    const wrong = wrongOnes(placing, decodeRow, ({ expected }, got) => {
      const want = expected.positions as Jt808Position[]
      return (
        got.ok &&
        got.device === expected.phone &&
        got.positions.length === want.length &&
        want.every((each, i) => samePlace(got.positions[i], each))
      )
    })
    expect(wrong).toEqual([])
    expect(placing).toHaveLength(60)
  })

  test('170 messages without a place are read as such', () => {
    const placeless = of('accept_message')
    const wrong = wrongOnes(
      placeless,
      decodeRow,
      ({ expected }, got) =>
        got.ok &&
        got.positions.length === 0 &&
        got.device === expected.phone &&
        (got.kind?.startsWith(expected.msg_id.toLowerCase()) ?? false),
    )
    expect(wrong).toEqual([])
    expect(placeless).toHaveLength(170)
  })

  test.each([
    ['reject_checksum', 20, /^(checksum|escape|short)$/],
    ['reject_range', 4, /^out_of_range(, out_of_range)*$/],
    // Our rule: a frame whose body is not as long as its header says is refused.
    ['length_mismatch_policy', 12, /^length$/],
  ])('%s: %i frames are refused', (disposition, count, reason) => {
    const refusedOnes = of(disposition)
    const wrong = wrongOnes(
      refusedOnes,
      decodeRow,
      (_row, got) => !got.ok && got.positions.length === 0 && reason.test(got.error ?? ''),
    )
    expect(wrong).toEqual([])
    expect(refusedOnes).toHaveLength(count)
  })

  test('90 damaged streams yield only the places that are whole', () => {
    const damaged = readVectors<Jt808>('jt808_negative_made_here')
    const wrong = wrongOnes(damaged, decodeRow, ({ kind, expected }, got) => {
      const valid = got.positions.filter((position) => position.valid).length
      // Base fields valid, an additional item cut off: our rule is that the place stands.
      if (kind === 'tlv_overrun') return got.positions.length === 1
      if (kind === 'year_2099') return valid === 0 && /clock_skew/.test(got.error ?? '')
      // One of them holds a frame whose place is 0°, 0°: told, and not valid.
      return expected.positions === 0 ? valid === 0 : got.positions.length === expected.positions
    })
    expect(wrong).toEqual([])
    expect(damaged).toHaveLength(90)
  })
})
