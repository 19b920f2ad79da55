/** What the archive writer writes, the reader of the map reads. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { PMTiles, type RangeResponse, type Source } from 'pmtiles'
import { expect, test } from 'vitest'
import { pmtilesArchive, type Tile } from './pmtiles.ts'

const archive = {
  minZoom: 0,
  maxZoom: 14,
  bounds: [120.8, 30.6, 122.3, 31.9],
  metadata: { name: 'city' },
} as const

const tile = fc.integer({ min: 0, max: 14 }).chain((z) =>
  fc.record({
    z: fc.constant(z),
    x: fc.integer({ min: 0, max: 2 ** z - 1 }),
    y: fc.integer({ min: 0, max: 2 ** z - 1 }),
    // Few different contents, so that equal tiles beside each other are common.
    data: fc.constantFrom('sea', 'land', 'city').map((word) => new TextEncoder().encode(word)),
  }),
)
const tiles = fc.uniqueArray(tile, { selector: addressOf, minLength: 1, maxLength: 300 })

test('every tile comes back as it was, and no other tile is there', async () => {
  await fc.assert(
    fc.asyncProperty(tiles, tile, async (written, other) => {
      const reader = readerOf(written)
      for (const { z, x, y, data } of written) expect(await read(reader, z, x, y)).toEqual(data)
      if (written.some((each) => addressOf(each) === addressOf(other))) return
      expect(await read(reader, other.z, other.x, other.y)).toBeNull()
    }),
    { numRuns: 40 },
  )
})

test('an archive too large for one directory is read through its leaves', async () => {
  const many = Array.from({ length: 20_000 }, (_, index) => ({
    z: 14,
    x: (index * 7919) % 16_384,
    y: Math.floor(index / 2),
    // Lengths and places without a pattern: a pattern would compress into one directory.
    data: hashOf(`${index}`).subarray(0, 1 + (hashOf(`${index}`)[0] ?? 0) / 4),
  }))
  const reader = readerOf(many)
  for (const { z, x, y, data } of many.filter((_, index) => index % 997 === 0))
    expect(await read(reader, z, x, y)).toEqual(data)
  expect((await reader.getHeader()).leafDirectoryLength).toBeGreaterThan(0)
})

test('the header says where the map is and how near it goes', async () => {
  const reader = readerOf([{ z: 0, x: 0, y: 0, data: new Uint8Array([1]) }])
  const header = await reader.getHeader()
  expect([header.minLon, header.minLat, header.maxLon, header.maxLat]).toEqual([120.8, 30.6, 122.3, 31.9])
  expect([header.minZoom, header.maxZoom, header.clustered]).toEqual([0, 14, true])
  expect(await reader.getMetadata()).toEqual({ name: 'city' })
})

const hashOf = (text: string): Uint8Array => new Uint8Array(createHash('sha512').update(text).digest())

function readerOf(written: readonly Tile[]): PMTiles {
  const bytes = pmtilesArchive(written, archive)
  const source: Source = {
    getKey: () => `${Math.random()}`,
    getBytes: async (offset, length): Promise<RangeResponse> => ({
      data: new Uint8Array(bytes.subarray(offset, offset + length)).buffer,
    }),
  }
  return new PMTiles(source)
}

async function read(reader: PMTiles, z: number, x: number, y: number): Promise<Uint8Array | null> {
  const found = await reader.getZxy(z, x, y)
  return found ? new Uint8Array(found.data) : null
}

function addressOf({ z, x, y }: { z: number; x: number; y: number }): string {
  return `${z}/${x}/${y}`
}
