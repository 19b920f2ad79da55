/** Whether the ground of zones is sound: closed, in the city, crossing nothing of itself, of some size, and overlapping no reach. */
import { CITY_BOX } from '#contract/city.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { ZoneArea } from '#contract/zones.ts'
import type { Db } from '../db.ts'
import type { Refused } from '../errors.ts'
import { isEmpty, isInvalid, isOutside, overlaps, ringOpen } from './refusals.ts'
import { type Overlap, overlapAmong, overlapWithReaches, soundness } from './shapeQueries.ts'
import type { ZoneDraft, ZoneWork } from './work.ts'

/** Throws for the first that is not. */
export async function checkDrafts(tx: Db, work: Pick<ZoneWork, 'drafts' | 'retired'>): Promise<void> {
  for (const { area } of work.drafts) if (area) await checkArea(tx, area)
  await checkOverlaps(tx, work)
}

export async function checkArea(tx: Db, area: ZoneArea): Promise<void> {
  const rings = area.type === 'Polygon' ? area.coordinates : area.coordinates.flat()
  const outside = rings.flat().find((place) => !isInCity(place))
  if (outside) throw isOutside(outside)
  for (const ring of rings) {
    const [first, last] = [ring[0], ring.at(-1)]
    if (!first || !last) throw isEmpty()
    if (first[0] !== last[0] || first[1] !== last[1]) throw ringOpen(first)
    if (ring.length < 4) throw isEmpty()
  }
  const sound = await soundness(tx, area)
  if (sound.hullMetres < SMALLEST) throw isEmpty()
  if (sound.reason !== null) throw isInvalid(sound.reason, sound.place ?? (rings[0]?.[0] as LngLat))
  if (sound.squareMetres < SMALLEST) throw isEmpty()
}

/** In m²: less is a slip of the hand. */
const SMALLEST = 1

const isInCity = ([lng, lat]: LngLat): boolean =>
  lng >= CITY_BOX.west && lng <= CITY_BOX.east && lat >= CITY_BOX.south && lat <= CITY_BOX.north

async function checkOverlaps(
  tx: Db,
  { drafts, retired }: Pick<ZoneWork, 'drafts' | 'retired'>,
): Promise<void> {
  const reaches = drafts.filter(({ kind, area }) => area && (kind === 'reach_bank' || kind === 'reach_water'))
  const others = [...retired, ...drafts.flatMap(({ id }) => (id === null ? [] : [id]))]
  for (const draft of reaches) {
    const found = await overlapWithReaches(tx, draft.area as ZoneArea, others)
    if (found) throw refusedFor(draft, found)
  }
  const found = await overlapAmong(
    tx,
    reaches.map(({ area }) => area as ZoneArea),
  )
  if (!found) return
  const [one, other] = [reaches[found.first], reaches[found.second]] as [ZoneDraft, ZoneDraft]
  throw refusedFor(other, { ...found, code: one.code ?? '新', name: one.name, nameEn: one.nameEn })
}

const refusedFor = (draft: ZoneDraft, found: Overlap): Refused =>
  overlaps(draft.name, found, found.squareMetres, found.place)
