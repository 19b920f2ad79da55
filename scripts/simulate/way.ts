/** The way from where a unit is to where it is sent: over a crossing, along the bank, or down the river. */
import type { Point } from '../../server/zones/plane.ts'
import type { Land, RiverName } from './land.ts'
import type { MovingKind } from './motion.ts'
import { ground, metresApart, nearestOn, type Path, partOf, pathThrough, pathThroughPlaces } from './path.ts'

/** A path that begins at `from`. A boat ends on the water nearest to `to`. */
export function wayTo(kind: MovingKind, from: Point, to: Point, land: Land): Path {
  const points = kind === 'boat' ? byWater(from, to, land) : overLand(kind, from, to, land)
  // A unit that is there already still needs a path to stand on.
  const isThere = points.every((point) => metresApart(from, point) < 1)
  return pathThrough(isThere ? [from, [from[0] + 1, from[1]]] : points)
}

function overLand(kind: MovingKind, from: Point, to: Point, land: Land): Point[] {
  if (land.sideOf(from) === land.sideOf(to)) return sameSide(from, to, land)
  const crossing = bestCrossing(kind, from, to, land)
  if (!crossing) return [from, to]
  const [near, far] = bankheads(crossing, from, land)
  return [...sameSide(from, near, land), ...sameSide(far, to, land)]
}

/** Round one street corner where that stays dry, along the promenade where the river bends into the way. */
function sameSide(from: Point, to: Point, land: Land): Point[] {
  if (land.crossesWater(from, to)) return alongBank(from, to, land)
  const corners: Point[] = [
    [from[0], to[1]],
    [to[0], from[1]],
  ]
  const dry = corners.find(
    (corner) => !land.isWater(corner) && !land.crossesWater(from, corner) && !land.crossesWater(corner, to),
  )
  return dry ? [from, dry, to] : [from, to]
}

function alongBank(from: Point, to: Point, land: Land): Point[] {
  const bank = land.sideOf(from) === 1 ? 'left' : 'right'
  const promenade = pathThroughPlaces(land.rivers.huangpu.promenade[bank])
  return [from, ...partOf(promenade, nearestOn(promenade, from).along, nearestOn(promenade, to).along), to]
}

function bestCrossing(kind: MovingKind, from: Point, to: Point, land: Land): Point | undefined {
  const open = land.crossings
    .filter((crossing) => crossing.open.includes(kind))
    .map((crossing) => ground.toMetres(crossing.place))
  const detour = (point: Point) => metresApart(from, point) + metresApart(point, to)
  return open.sort((a, b) => detour(a) - detour(b))[0]
}

/** Where a crossing meets the land: on the side of `from`, then on the other. */
function bankheads(crossing: Point, from: Point, land: Land): [Point, Point] {
  const { midstream, promenade } = land.rivers.huangpu
  const nearest = midstream.points.reduce(
    (best, point, i) =>
      metresApart(point, crossing) < metresApart(midstream.points[best] as Point, crossing) ? i : best,
    0,
  )
  const left = ground.toMetres(promenade.left[nearest] ?? ground.toPlace(crossing))
  const right = ground.toMetres(promenade.right[nearest] ?? ground.toPlace(crossing))
  return land.sideOf(from) === 1 ? [left, right] : [right, left]
}

function byWater(from: Point, to: Point, land: Land): Point[] {
  const start = riverNear(from, land)
  const end = riverNear(to, land)
  const there = (river: RiverName, a: Point, b: Point) => {
    const { midstream } = land.rivers[river]
    return partOf(midstream, nearestOn(midstream, a).along, nearestOn(midstream, b).along)
  }
  if (start === end) return [from, ...there(start, from, to)]
  const mouth = land.rivers.suzhou.midstream.points.at(-1) as Point
  return [from, ...there(start, from, mouth), ...there(end, mouth, to)]
}

function riverNear(point: Point, land: Land): RiverName {
  const metres = (river: RiverName) => nearestOn(land.rivers[river].midstream, point).metres
  return metres('suzhou') < metres('huangpu') ? 'suzhou' : 'huangpu'
}
