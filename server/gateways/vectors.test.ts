/** AIS against messages whose meaning other decoders agree on, and against damaged ones. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ear } from './testing.ts'

const vectors = resolve(import.meta.dirname, '../../../shared/vectors')
const readVectors = (name: string) =>
  readFileSync(resolve(vectors, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

type Vector = {
  id: string
  sentences: string[]
  expected: Record<string, number | string | null>
  expected_disputed: Record<string, unknown>
}

// The vectors are not part of the project: where they are not beside it, their tests are listed as skipped.
describe.skipIf(!existsSync(vectors))('the decode vectors', () => {
  const hearAll = (sentences: string[]) => {
    const { hear, heard } = ear()
    sentences.forEach(hear)
    return heard
  }
  const all: Vector[] = existsSync(vectors) ? readVectors('ais.jsonl') : []
  const isKnown = (value: unknown): value is number => typeof value === 'number'

  test('put every vessel where other decoders put her', () => {
    const placing = all.filter(({ expected }) => [1, 2, 3, 18, 19, 27].includes(Number(expected.type)))
    const wrong = placing.filter(({ sentences, expected, expected_disputed: disputed }) => {
      if ('lon' in disputed || 'lat' in disputed) return false
      const { places } = hearAll(sentences)
      const { lon, lat } = expected
      const unknown = !isKnown(lon) || !isKnown(lat) || lon >= 181 || lat >= 91
      if (unknown) return places.length > 0
      const place = places[0]
      // Type 27 tells tenths of a minute, which the vectors round to 1e-4°.
      const near = expected.type === 27 ? 1e-4 : 2e-6
      return !place || Math.abs(place.lng - lon) > near || Math.abs(place.lat - lat) > near
    })
    expect(
      wrong.map(({ id, sentences, expected }) => ({
        id,
        sentences,
        expected,
        got: hearAll(sentences).places,
      })),
    ).toEqual([])
  })

  test('tell every speed as other decoders do', () => {
    const wrong = all.filter(({ sentences, expected }) => {
      const [place] = hearAll(sentences).places
      if (!place || !isKnown(expected.sog) || expected.sog > 102.2 || expected.type === 27) return false
      return Math.abs(place.speed - (expected.sog * 1852) / 3600) > 0.001
    })
    expect(wrong).toEqual([])
  })

  test('name every vessel as other decoders do', () => {
    const wrong = all.filter(({ sentences, expected, expected_disputed: disputed }) => {
      if (!expected.shipname || 'shipname' in disputed || ![5, 19, 24].includes(Number(expected.type)))
        return false
      return hearAll(sentences).particulars[0]?.name !== String(expected.shipname).trim()
    })
    expect(
      wrong.map(({ id, sentences, expected }) => ({
        id,
        sentences,
        expected,
        got: hearAll(sentences).particulars,
      })),
    ).toEqual([])
  })

  test('yield no place from any damaged message', () => {
    const damaged: Vector[] = readVectors('ais_negative_made_here.jsonl')
    expect(damaged.filter(({ sentences }) => hearAll(sentences).places.length > 0)).toEqual([])
  })
})
