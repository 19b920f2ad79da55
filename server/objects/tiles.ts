/** Vector tiles of the objects: made by PostGIS, kept until something in them changes, named by their content. */
import { createHash } from 'node:crypto'
import type { Db } from '../db.ts'
import { changesIn, countsTile, type Range, singlesIn, singlesTile } from './tileQueries.ts'

export type Tile = { readonly etag: string; readonly bytes: Buffer }
export type TileAddress = { readonly z: number; readonly x: number; readonly y: number }

/** Single objects from this zoom on. */
const SINGLES_FROM = 14
/** Names as well, from this zoom on. */
const NAMES_FROM = 16
/** A tile with more is drawn as counts all the same: 12,000 single objects are some 250 kB. */
const MOST_SINGLES = 12_000
/** Tiles kept in memory, the longest unused forgotten first: some 20 MB. */
const KEPT = 2_000

export type Tiles = { read(address: TileAddress): Promise<Tile> }

/**
 * Every read asks the database how often the tile's areas have changed: one look into an index, and right on every
 * server whoever wrote. A tile made anew with the same content keeps its tag, so a browser keeps its copy.
 */
export function createTiles(db: Db): Tiles {
  const kept = new Map<string, { readonly changes: number; readonly tile: Promise<Tile> }>()
  const make = (address: TileAddress) =>
    madeOf(db, address).then((bytes) => ({ bytes, etag: `"${tagOf(bytes)}"` }))
  return {
    async read(address) {
      const key = `${address.z}/${address.x}/${address.y}`
      // Before the tile: what changes in between makes it anew once more, and is never missed.
      const changes = await changesIn(db, rangeOf(address))
      const known = kept.get(key)
      kept.delete(key)
      const current = known?.changes === changes ? known : { changes, tile: make(address) }
      kept.set(key, current)
      if (kept.size > KEPT) kept.delete(kept.keys().next().value as string)
      current.tile.catch(() => kept.delete(key))
      return current.tile
    },
  }
}

/** Bits of a Morton number for each axis. */
const BITS = 30

/** Both borders of a tile in Morton numbers: from the first on, up to the second without it. */
export function rangeOf({ z, x, y }: TileAddress): Range {
  const [first, shift] = [morton(x, y), BigInt(2 * (BITS - z))]
  return [(first << shift).toString(), ((first + 1n) << shift).toString()]
}

function morton(x: number, y: number): bigint {
  let number = 0n
  for (let bit = 0n; bit < 30n; bit++) {
    number |= ((BigInt(x) >> bit) & 1n) << (2n * bit)
    number |= ((BigInt(y) >> bit) & 1n) << (2n * bit + 1n)
  }
  return number
}

async function madeOf(db: Db, address: TileAddress): Promise<Buffer> {
  const range = rangeOf(address)
  const single = address.z >= SINGLES_FROM && (await singlesIn(db, range, MOST_SINGLES + 1)) <= MOST_SINGLES
  return single ? singlesTile(db, range, address, address.z >= NAMES_FROM) : countsTile(db, range, address)
}

const tagOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
