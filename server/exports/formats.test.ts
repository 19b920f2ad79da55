/** What the files say is what was kept, read by programs that know nothing of us; and a changed byte shows. */
import { parseXml, type XmlElement } from '@rgrove/parse-xml'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExportFormat } from '#contract/exports.ts'
import { cutTrack } from '#contract/stretches.ts'
import { formatOf, formats } from './formats.ts'
import { readMfjson } from './readMfjson.ts'
import { counted, type Scene, type SceneFix, type SceneTrack } from './scene.ts'
import { findSeal, type Seal, sealed } from './seal.ts'

const START = Date.UTC(2026, 10, 26, 6, 0, 0)

const told = (max: number) => fc.option(fc.integer({ min: 0, max }).map((hundredths) => hundredths / 100))
const anyFix = fc.record({
  apart: fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 400_000 })),
  received: fc.integer({ min: 0, max: 90_000_000 }),
  lng: fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }).map((sevenths) => sevenths / 1e7),
  lat: fc.integer({ min: -900_000_000, max: 900_000_000 }).map((sevenths) => sevenths / 1e7),
  speed: told(6_000),
  heading: told(35_999),
  accuracy: told(100_000),
  source: fc.constantFrom('http' as const, 'ais' as const, null),
  skew: fc.integer({ min: -1e9, max: 1e9 }),
})

const anyTrack = fc
  .tuple(fc.array(anyFix, { minLength: 1, maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 12 }))
  .map(([steps, name]): SceneTrack => {
    let at = START
    const fixes = steps.map(({ apart, received, ...fix }): SceneFix => {
      at += apart
      return { ...fix, at, received: at + received }
    })
    const status = [{ at: START, status: 'idle' as const }]
    const mover = { id: 1, code: 'H001', name, kind: 'foot' as const, organisation: '外滩中队' }
    return { mover, ...cutTrack(fixes), status }
  })

const sceneOf = (tracks: readonly SceneTrack[], text = '复盘'): Scene => ({
  head: {
    title: text,
    demo: true,
    madeAt: START,
    by: 'supervisor',
    purpose: 'incident',
    note: text,
    filter: { from: START, to: START + 3_600_000 },
    log: { number: 7, sha256: 'ab'.repeat(32) },
  },
  tracks: (async function* () {
    yield* tracks
  })(),
  tickets: [
    {
      id: 1,
      code: '26112600001',
      category: '0501',
      state: 'filed',
      priority: 3,
      source: 'hotline',
      address: text,
      place: [121.49, 31.24],
      openedAt: START,
      closedAt: null,
    },
  ],
  events: [
    {
      number: 7,
      happened: START,
      received: START,
      actor: text,
      kind: 'ticket.opened',
      subject: 'ticket/1',
      units: ['H001'],
    },
  ],
})

async function fileOf(format: ExportFormat, scene: Scene): Promise<Buffer> {
  const { scene: going, tally } = counted(scene)
  const seal: Seal = { sha256: '', bytes: 0 }
  const pieces: Buffer[] = []
  for await (const piece of sealed(formats[format].write(going, tally), seal)) pieces.push(piece)
  const file = Buffer.concat(pieces)
  expect(file.length).toBe(seal.bytes)
  expect(findSeal(file)).toEqual({ sha256: seal.sha256, intact: true })
  expect(formatOf(file)).toBe(format)
  return file
}

describe('MF-JSON', () => {
  test('out and in again keeps every fix and every gap', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyTrack, { maxLength: 4 }), async (tracks) => {
        const file = await fileOf('mfjson', sceneOf(tracks))
        const read = readMfjson(file.toString('utf8'))
        expect(read.map(({ gaps }) => gaps)).toEqual(tracks.map(({ gaps }) => gaps))
        expect(read.map(({ stretches }) => stretches)).toEqual(
          tracks.map(({ stretches }) =>
            stretches.map((fixes) =>
              fixes.map(({ at, lng, lat, speed, heading, accuracy, received, skew }) => ({
                ...{ at, lng, lat, speed, heading, accuracy },
                ...{ receivedAfter: received - at, clockAhead: skew },
              })),
            ),
          ),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('a signal that was lost is told as two pieces, with no line between them', async () => {
    const fix = (at: number): SceneFix => ({
      ...{ at, received: at, lng: 121.4712345, lat: 31.2312345, speed: null, heading: 90, accuracy: null },
      ...{ source: 'http', skew: 0 },
    })
    const fixes = [0, 1_000, 2_000, 120_000, 121_000].map((ms) => fix(START + ms))
    const [first] = await tracksIn([{ ...(fc.sample(anyTrack, 1)[0] as SceneTrack), ...cutTrack(fixes) }])
    expect(first.temporalGeometry.type).toBe('MovingGeometryCollection')
    expect(first.temporalGeometry.prisms).toMatchObject([
      { type: 'MovingPoint', interpolation: 'Linear', datetimes: { length: 3 } },
      { type: 'MovingPoint', interpolation: 'Linear', datetimes: { length: 2 } },
    ])
    expect(first.temporalProperties[0].heading).toMatchObject({ form: 'DD', interpolation: 'Discrete' })
    expect(first.temporalProperties[0].speed).toBeUndefined()
  })

  test.each([
    ['[]', /no object/],
    ['{"type":"FeatureCollection","features":[{}]}', /temporalGeometry/],
    [
      '{"type":"Feature","temporalGeometry":{"type":"MovingPoint","datetimes":["x"],"coordinates":[[1,2]]}}',
      /no time/,
    ],
    [
      '{"type":"Feature","temporalGeometry":{"type":"MovingPoint","datetimes":[1,2],"coordinates":[[1,2]]}}',
      /as many/,
    ],
    ['{"type":', /JSON/],
  ])('that is none is refused with the place: %s', (text, words) => {
    expect(() => readMfjson(text)).toThrow(words)
  })
})

async function tracksIn(tracks: readonly SceneTrack[]) {
  const file = await fileOf('mfjson', sceneOf(tracks))
  return JSON.parse(file.toString('utf8')).features
}

test('GeoJSON has a line for each stretch of two fixes or more, a point for one alone, and nothing over gaps', async () => {
  await fc.assert(
    fc.asyncProperty(anyTrack, async (track) => {
      const { features } = JSON.parse((await fileOf('geojson', sceneOf([track]))).toString('utf8'))
      const of = (record: string) =>
        features.filter((each: { properties: { record: string } }) => each.properties.record === record)
      expect(of('stretch').map((each: { geometry: object }) => each.geometry)).toEqual(
        track.stretches.map((fixes) =>
          fixes.length === 1
            ? { type: 'Point', coordinates: [fixes[0]?.lng, fixes[0]?.lat] }
            : { type: 'LineString', coordinates: fixes.map(({ lng, lat }) => [lng, lat]) },
        ),
      )
      expect(of('gap')).toHaveLength(track.gaps.length)
      expect([of('ticket').length, of('event').length]).toEqual([1, 1])
    }),
    { numRuns: 30 },
  )
})

test('GPX is read by an XML parser, with a segment for each stretch and every fix in its place', async () => {
  await fc.assert(
    fc.asyncProperty(anyTrack, fc.string({ unit: 'binary', maxLength: 20 }), async (track, text) => {
      const { root } = parseXml((await fileOf('gpx', sceneOf([track], text))).toString('utf8'))
      const [gpx] = root ? [root] : []
      // The order that the schema asks for.
      expect(elements(gpx).map(({ name }) => name)).toEqual(['metadata', 'wpt', 'trk', 'extensions'])
      const segments = elements(elements(gpx)[2]).filter(({ name }) => name === 'trkseg')
      const places = segments.map((segment) =>
        elements(segment).map((point) => [
          Date.parse(elements(point)[0]?.text ?? ''),
          Number(point.attributes.lon),
          Number(point.attributes.lat),
        ]),
      )
      expect(places).toEqual(
        track.stretches.map((fixes) => fixes.map(({ at, lng, lat }) => [at, lng + 0, lat + 0])),
      )
    }),
    // The parser is slow.
    { numRuns: 10 },
  )
})

const elements = (of: XmlElement | undefined): XmlElement[] =>
  (of?.children ?? []).filter((child): child is XmlElement => child.type === 'element')

test('CSV is read by a CSV parser row by row, begins with the mark for Excel, and holds no formula', async () => {
  const formula = fc.constantFrom('=1+1', '+86', '-2', '@sum', '\tx', 'say "hi", twice\r\nthen go', '外滩')
  await fc.assert(
    fc.asyncProperty(anyTrack, formula, async (track, text) => {
      const file = await fileOf('csv', sceneOf([track], text))
      expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      const rows: Record<string, string>[] = parse(file, { columns: true, bom: true })
      const fixes = rows.filter(({ record }) => record === 'fix')
      expect(fixes.map((row) => [Number(row.at_ms), Number(row.longitude), Number(row.latitude)])).toEqual(
        track.stretches.flat().map(({ at, lng, lat }) => [at, lng + 0, lat + 0]),
      )
      expect(rows.filter(({ record }) => record === 'gap')).toHaveLength(track.gaps.length)
      const actor = rows.find(({ record }) => record === 'event')?.name
      expect(actor).toBe(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
    }),
    { numRuns: 40 },
  )
})

test('a file whose bytes were changed anywhere is known as changed', async () => {
  const track = fc.sample(anyTrack, 1)[0] as SceneTrack
  const file = await fileOf('csv', sceneOf([track]))
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: file.length - 1 }), async (at) => {
      const changed = Buffer.from(file)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(findSeal(changed)?.intact ?? false).toBe(false)
    }),
    { numRuns: 50 },
  )
})
