/** Where is water and where is land, and the ways across and along the river, from data/figures. */
import type { LngLat } from '#contract/endpoint.ts'
import { readTable } from '../../server/city/tables.ts'
import { type Crossing, readHuangpu, sideOf } from '../../server/dispatch/river.ts'
import type { Point } from '../../server/zones/plane.ts'
import { type AxisPoint, bankLines } from '../../server/zones/reaches.ts'
import { riverAxis } from '../seed/zones.ts'
import { ground, metresApart, type Path, pathThroughPlaces } from './path.ts'

export type RiverName = 'huangpu' | 'suzhou'
export type Bank = 'left' | 'right'

export type Watercourse = {
  readonly axis: readonly AxisPoint[]
  readonly midstream: Path
  /** Promenades, `PROMENADE_METRES` inland of the bank line; as many points as the axis has. */
  readonly promenade: Record<Bank, readonly LngLat[]>
  /** The lanes boats keep to, between midstream and the bank on that side. */
  readonly lane: Record<Bank, readonly LngLat[]>
}

export type Land = {
  readonly rivers: Record<RiverName, Watercourse>
  readonly crossings: readonly Crossing[]
  /** 1: left of the Huangpu, -1: right of it. */
  sideOf(point: Point): 1 | -1
  /** Whether a point lies in the Huangpu, in Suzhou Creek or in the sea. */
  isWater(point: Point): boolean
  /** Whether the straight way between two points touches the Huangpu or the sea; the creek has a bridge everywhere. */
  crossesWater(from: Point, to: Point): boolean
}

const PROMENADE_METRES = 18
/** A lane's distance from midstream, in widths. */
const LANE = 0.2

export function readLand(): Land {
  const rivers = { huangpu: watercourse('huangpu'), suzhou: watercourse('suzhou') }
  const sea = seaRings()
  const river = readHuangpu()
  const isSea = (point: Point) => sea.some((ring) => contains(ring, point))
  const isBig = (point: Point) => inRiver(rivers.huangpu, point) || isSea(point)
  return {
    rivers,
    crossings: river.crossings,
    sideOf: (point) => sideOf(river.axis, ground.toPlace(point)),
    isWater: (point) => isBig(point) || inRiver(rivers.suzhou, point),
    crossesWater: (from, to) => samples(from, to).some(isBig),
  }
}

function watercourse(name: RiverName): Watercourse {
  const axis = riverAxis(name)
  const promenade = bankLines(axis, PROMENADE_METRES)
  const lane = bankLines(
    axis.map((point) => ({ ...point, width: point.width * 2 * LANE })),
    0,
  )
  return {
    axis,
    midstream: pathThroughPlaces(axis.map(({ place }) => place)),
    promenade: { left: promenade.leftInland, right: promenade.rightInland },
    lane: { left: lane.left, right: lane.right },
  }
}

/** Axis points are closer together than the river is wide, so the nearest one tells. */
function inRiver({ axis, midstream }: Watercourse, point: Point): boolean {
  for (let i = 0; i < axis.length; i++) {
    const metres = metresApart(midstream.points[i] ?? point, point)
    if (metres < (axis[i] as AxisPoint).width / 2 + 8) return true
  }
  return false
}

const SAMPLE_METRES = 60

function samples(from: Point, to: Point): Point[] {
  const count = Math.ceil(metresApart(from, to) / SAMPLE_METRES)
  return Array.from({ length: Math.max(0, count - 1) }, (_, i) => {
    const share = (i + 1) / count
    return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share] as const
  })
}

function seaRings(): Point[][] {
  const rings = new Map<string, Point[]>()
  for (const row of readTable('figures/sea.csv', ['polygon', 'ring', 'longitude', 'latitude'])) {
    const key = `${row.polygon} ${row.ring}`
    const ring = rings.get(key) ?? []
    ring.push(ground.toMetres([Number(row.longitude), Number(row.latitude)]))
    rings.set(key, ring)
  }
  return [...rings.values()]
}

/** Even–odd rule. */
export function contains(ring: readonly Point[], [x, y]: Point): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i] as Point
    const [bx, by] = ring[j] as Point
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}
