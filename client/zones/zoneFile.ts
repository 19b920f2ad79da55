/** A GeoJSON file of zones as it is read: polygons with a name; kind, river and bank where it tells them. */
import { zoneKinds } from '#contract/city.ts'
import type { NewZone, ZoneArea } from '#contract/zones.ts'

export type FileProblem = {
  /** Which feature, from 0; null: the file. */
  readonly index: number | null
  readonly why: 'notGeoJson' | 'noPolygon' | 'empty'
}

/** Every feature, or why not; a name in English is the Chinese one where the file has none. */
export function readZoneFile(text: string): { zones: NewZone[]; problems: FileProblem[] } {
  const features = featuresOf(text)
  if (!features) return { zones: [], problems: [{ index: null, why: 'notGeoJson' }] }
  if (features.length === 0) return { zones: [], problems: [{ index: null, why: 'empty' }] }
  const zones: NewZone[] = []
  const problems: FileProblem[] = []
  for (const [index, feature] of features.entries()) {
    const zone = zoneOf(feature)
    if (zone) zones.push(zone)
    else problems.push({ index, why: 'noPolygon' })
  }
  return { zones, problems }
}

type Loose = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null

function featuresOf(text: string): unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    if (!isRecord(parsed)) return undefined
    if (parsed.type === 'Feature') return [parsed]
    return parsed.type === 'FeatureCollection' && Array.isArray(parsed.features) ? parsed.features : undefined
  } catch {
    return undefined
  }
}

function zoneOf(feature: unknown): NewZone | undefined {
  if (!isRecord(feature) || !isRecord(feature.geometry)) return undefined
  const { geometry } = feature
  const { name, nameEn, kind, river, bank } = isRecord(feature.properties) ? feature.properties : {}
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return undefined
  if (typeof name !== 'string' || name.trim() === '') return undefined
  return {
    kind: zoneKinds.find((each) => each === kind) ?? 'drawn',
    name: name.trim().slice(0, 80),
    nameEn:
      typeof nameEn === 'string' && nameEn.trim() !== ''
        ? nameEn.trim().slice(0, 80)
        : name.trim().slice(0, 80),
    river: river === 'huangpu' || river === 'suzhou' ? river : null,
    bank: bank === 'left' || bank === 'right' ? bank : null,
    area: { type: geometry.type, coordinates: geometry.coordinates } as ZoneArea,
  }
}
