/** Which segments there are: pieces of banks and patrol roads, each with the zone it counts for. */
import type { LngLat } from '#contract/endpoint.ts'
import type { RoadGraph } from '../roads/graph.ts'
import { cityBanks } from './banks.ts'
import { isInside } from './inside.ts'
import { patrolRoads } from './patrolRoads.ts'
import type { Piece } from './pieces.ts'
import type { CoveredZone, ZonedPiece } from './queries.ts'
import { EAST, NORTH } from './tracks.ts'

/** A bank counts where a reach of the shore lies behind it; elsewhere it is somebody else's, or in the water of the other river. */
export function zonedPieces(zones: readonly CoveredZone[], roads: RoadGraph | undefined): ZonedPiece[] {
  const boxed = zones.map((zone) => ({ zone, box: boxOf(zone.rings) }))
  const around = (place: LngLat) =>
    boxed
      .filter(({ zone, box }) => isInBox(box, place) && isInside(zone.rings, place))
      .map(({ zone }) => zone)
  const watched = zones.some(({ kind }) => kind === 'reach_bank')
  const banks = (watched ? cityBanks() : []).flatMap((piece) => {
    const its = around(ashore(piece))
    const reach = its.find(({ kind }) => kind === 'reach_bank')
    return reach ? [zoned(piece, reach, its)] : []
  })
  const rings = zones.filter(({ kind }) => kind === 'expo_ring')
  return [
    ...banks,
    ...rings.flatMap((ring) =>
      patrolRoads(ring, roads).map((piece) => zoned(piece, ring, around(middle(piece)))),
    ),
  ]
}

const zoned = (
  { chain, place, from, to, side }: Piece,
  { id }: CoveredZone,
  its: readonly CoveredZone[],
): ZonedPiece => ({
  ...{ chain, place, from, to, side, zone: id },
  zones: [...new Set([id, ...its.map((zone) => zone.id)])].sort((a, b) => a - b),
})

const middle = ({ from, to }: Piece): LngLat => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]

/** Beyond the error of the bank line, and well within the narrowest strip. */
const ASHORE_METRES = 15

function ashore(piece: Piece): LngLat {
  const [lng, lat] = middle(piece)
  const [east, north] = [(piece.to[0] - piece.from[0]) * EAST, (piece.to[1] - piece.from[1]) * NORTH]
  const out = (piece.side * ASHORE_METRES) / Math.max(1, Math.hypot(east, north))
  return [lng - (north * out) / EAST, lat + (east * out) / NORTH]
}

type Box = readonly [west: number, south: number, east: number, north: number]

function boxOf(rings: readonly (readonly LngLat[])[]): Box {
  const places = rings.flat()
  const [lngs, lats] = [places.map(([lng]) => lng), places.map(([, lat]) => lat)]
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

const isInBox = ([west, south, east, north]: Box, [lng, lat]: LngLat): boolean =>
  lng >= west && lng <= east && lat >= south && lat <= north
