/** Writes one PMTiles archive (specification version 3): header, directories, metadata, then the tiles along the Hilbert curve. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { Compression, TileType, zxyToTileId } from 'pmtiles'

export type Tile = { readonly z: number; readonly x: number; readonly y: number; readonly data: Uint8Array }
export type Bounds = readonly [west: number, south: number, east: number, north: number]
export type Archive = {
  readonly minZoom: number
  readonly maxZoom: number
  readonly bounds: Bounds
  readonly metadata: Readonly<Record<string, unknown>>
}

type Entry = { id: number; run: number; offset: number; length: number }

const HEADER_BYTES = 127
/** A reader fetches the first 16 kB at once: header and root directory must fit into it. */
const ROOT_BYTES = 16_384 - HEADER_BYTES
const LEAF_ENTRIES = 4096

/** The bytes of an archive; tiles are compressed here, equal ones are stored once. */
export function pmtilesArchive(tiles: readonly Tile[], archive: Archive): Buffer {
  const { entries, data, contents } = tileEntries(tiles)
  const { root, leaves } = directories(entries)
  const metadata = gzipSync(JSON.stringify(archive.metadata))
  const sections = [root, metadata, leaves, data]
  const addressed = entries.reduce((sum, { run }) => sum + run, 0)
  const header = headerOf(archive, sections, [addressed, entries.length, contents])
  return Buffer.concat([header, ...sections])
}

function tileEntries(tiles: readonly Tile[]) {
  const sorted = tiles
    .map((tile) => ({ id: zxyToTileId(tile.z, tile.x, tile.y), data: tile.data }))
    .sort((a, b) => a.id - b.id)
  const entries: Entry[] = []
  const chunks: Buffer[] = []
  const known = new Map<string, { offset: number; length: number }>()
  let end = 0
  for (const { id, data } of sorted) {
    const key = createHash('sha256').update(data).digest('base64')
    let place = known.get(key)
    if (!place) {
      const bytes = gzipSync(data)
      place = { offset: end, length: bytes.length }
      known.set(key, place)
      chunks.push(bytes)
      end += bytes.length
    }
    const last = entries.at(-1)
    if (last && last.id + last.run === id && last.offset === place.offset) last.run++
    else entries.push({ id, run: 1, ...place })
  }
  return { entries, data: Buffer.concat(chunks), contents: known.size }
}

/** One root where it fits; otherwise leaves, and a root that names them (an entry with run 0 is a leaf). */
function directories(entries: readonly Entry[]): { root: Buffer; leaves: Buffer } {
  const alone = directory(entries)
  if (alone.length <= ROOT_BYTES) return { root: alone, leaves: Buffer.alloc(0) }
  for (let size = LEAF_ENTRIES; ; size *= 2) {
    const named: Entry[] = []
    const leaves: Buffer[] = []
    let end = 0
    for (let from = 0; from < entries.length; from += size) {
      const leaf = directory(entries.slice(from, from + size))
      named.push({ id: entries[from]?.id ?? 0, run: 0, offset: end, length: leaf.length })
      leaves.push(leaf)
      end += leaf.length
    }
    const root = directory(named)
    if (root.length <= ROOT_BYTES) return { root, leaves: Buffer.concat(leaves) }
  }
}

/** Column by column, so that it compresses: id steps, runs, lengths, offsets (0: right after the one before). */
function directory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = []
  pushVarint(bytes, entries.length)
  entries.forEach(({ id }, index) => {
    pushVarint(bytes, id - (entries[index - 1]?.id ?? 0))
  })
  for (const { run } of entries) pushVarint(bytes, run)
  for (const { length } of entries) pushVarint(bytes, length)
  entries.forEach(({ offset }, index) => {
    const before = entries[index - 1]
    pushVarint(bytes, before && before.offset + before.length === offset ? 0 : offset + 1)
  })
  return gzipSync(Buffer.from(bytes))
}

/** Numbers go beyond 32 bits (tile ids of high zooms), so no bit operators. */
function pushVarint(bytes: number[], value: number): void {
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}

function headerOf(archive: Archive, sections: readonly Buffer[], counts: readonly number[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('PMTiles', 0, 'latin1')
  header.writeUInt8(3, 7)
  let [at, offset] = [8, HEADER_BYTES]
  for (const section of sections) {
    header.writeBigUInt64LE(BigInt(offset), at)
    header.writeBigUInt64LE(BigInt(section.length), at + 8)
    offset += section.length
    at += 16
  }
  for (const count of counts) {
    header.writeBigUInt64LE(BigInt(count), at)
    at += 8
  }
  header.writeUInt8(1, 96) // clustered: tile data stands in the order of the ids
  header.writeUInt8(Compression.Gzip, 97)
  header.writeUInt8(Compression.Gzip, 98)
  header.writeUInt8(TileType.Mvt, 99)
  header.writeUInt8(archive.minZoom, 100)
  header.writeUInt8(archive.maxZoom, 101)
  const [west, south, east, north] = archive.bounds
  ;[west, south, east, north].forEach((degrees, index) => {
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + index * 4)
  })
  header.writeUInt8(archive.minZoom, 118)
  header.writeInt32LE(Math.round(((west + east) / 2) * 1e7), 119)
  header.writeInt32LE(Math.round(((south + north) / 2) * 1e7), 123)
  return header
}
