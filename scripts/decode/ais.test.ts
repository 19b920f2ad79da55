/** Every AIS vector through the decode tool, accepted and refused alike. */
import { describe, expect, test } from 'vitest'
import { needsVectors, readVectors, vectorsAreHere } from '../../server/testing.vectors.ts'
import { decode, isNear, wrongOnes } from './testing.ts'

type Ais = {
  id: string
  sentences: string[]
  expected: Record<string, number | string | null>
  expected_disputed: Record<string, unknown>
}

describe.skipIf(!vectorsAreHere)(`AIS vectors${needsVectors}`, () => {
  const decodeRow = (row: Ais) => decode('ais', row.sentences.join(' '))

  test('1,652 messages are read, and every place in them told', () => {
    const rows = readVectors<Ais>('ais')
    const wrong = wrongOnes(rows, decodeRow, ({ expected, expected_disputed: disputed }, got) => {
      if (!got.ok || Number(got.device) !== expected.mmsi) return false
      const { lon, lat } = expected
      if ('lon' in disputed || 'lat' in disputed) return true
      if (typeof lon !== 'number' || typeof lat !== 'number' || lon >= 181 || lat >= 91)
        return got.positions.length === 0
      // Type 27 tells tenths of a minute, which the vectors round to 1e-4°.
      const near = expected.type === 27 ? 1e-4 : 2e-6
      return isNear(got.positions[0]?.lng, lon, near) && isNear(got.positions[0]?.lat, lat, near)
    })
    expect(wrong).toEqual([])
    expect(rows).toHaveLength(1652)
  })

  test('132 damaged messages are refused', () => {
    const damaged = readVectors<Ais>('ais_negative_made_here')
    expect(wrongOnes(damaged, decodeRow, (_row, got) => !got.ok && got.positions.length === 0)).toEqual([])
    expect(damaged).toHaveLength(132)
  })
})
