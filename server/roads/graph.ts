/** A road network in flat arrays, and the one file it is kept in: a line of JSON, then the arrays. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a road is good for; the index is what the file holds. */
export const roadClasses = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'street',
  'path',
] as const
export type RoadClass = (typeof roadClasses)[number]

/** Who may use a road along its line; cars also whether against it. */
export const Access = { foot: 1, ebike: 2, car: 4, carBack: 8 } as const

export type RoadGraph = {
  /** Of nodes: longitude and latitude in millionths of a degree. */
  readonly nodes: Int32Array
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly metres: Float32Array
  readonly classes: Uint8Array
  readonly access: Uint8Array
  /** Where the points of an edge between its nodes begin in `points`; one more than edges. */
  readonly shapes: Uint32Array
  readonly points: Int32Array
}

export const ROADS_FILE = 'roads.bin'

const layout = [
  ['nodes', Int32Array],
  ['from', Uint32Array],
  ['to', Uint32Array],
  ['metres', Float32Array],
  ['shapes', Uint32Array],
  ['points', Int32Array],
  // Bytes last, so that all before them stays aligned.
  ['classes', Uint8Array],
  ['access', Uint8Array],
] as const

export function encodeRoads(graph: RoadGraph): Buffer {
  const lengths = Object.fromEntries(layout.map(([name]) => [name, graph[name].length]))
  const header = JSON.stringify({ version: 1, lengths })
  const padded = `${header.padEnd(Math.ceil((header.length + 1) / 4) * 4 - 1)}\n`
  const parts = layout.map(([name]) => {
    const { buffer, byteOffset, byteLength } = graph[name]
    return Buffer.from(buffer, byteOffset, byteLength)
  })
  return Buffer.concat([Buffer.from(padded), ...parts])
}

/** The network that was imported; undefined where there is none. */
export function readRoads(folder: string): RoadGraph | undefined {
  const path = join(folder, ROADS_FILE)
  return existsSync(path) ? decodeRoads(readFileSync(path)) : undefined
}

export function decodeRoads(file: Buffer): RoadGraph {
  const end = file.indexOf(10) + 1
  const { version, lengths } = JSON.parse(file.toString('utf8', 0, end))
  if (version !== 1)
    throw new Error(`${ROADS_FILE} is of version ${version}; build it again: npm run basemap`)
  // A copy of its own, for a file's bytes may begin anywhere.
  const bytes = new Uint8Array(file.subarray(end)).buffer
  let offset = 0
  const arrays = layout.map(([name, kind]) => {
    const array = new kind(bytes, offset, lengths[name])
    offset += array.byteLength
    return [name, array]
  })
  return Object.fromEntries(arrays) as RoadGraph
}
