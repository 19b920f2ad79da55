/** Reads moving features back: the fixes of each mover stretch by stretch, and the gaps between them, exact to the last digit. */
import { type Gap, gapReasons } from '#contract/stretches.ts'
import { type MeasureName, measureNames } from './mfjson.ts'

export type ReadFix = {
  readonly at: number
  readonly lng: number
  readonly lat: number
} & Readonly<Record<MeasureName, number | null>>

export type ReadTrack = {
  readonly name: string
  readonly stretches: readonly (readonly ReadFix[])[]
  readonly gaps: readonly Gap[]
  /** What held from when on, ms UTC. */
  readonly texts: ReadonlyMap<string, readonly { readonly at: number; readonly text: string }[]>
}

/** Takes a collection of moving points, or one alone, whoever wrote it. Throws `RangeError` with the place where it is none. */
export function readMfjson(text: string): ReadTrack[] {
  const root = parse(text)
  const features = root.type === 'FeatureCollection' ? list(root.features, 'features') : [root]
  return features.map((each, i) => readFeature(object(each, `features/${i}`), `features/${i}`))
}

type Json = Readonly<Record<string, unknown>>

function parse(text: string): Json {
  try {
    return object(JSON.parse(text), '')
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new RangeError(`This is no JSON: ${(error as Error).message}`)
  }
}

function readFeature(feature: Json, where: string): ReadTrack {
  const geometry = object(feature.temporalGeometry, `${where}/temporalGeometry`)
  const prisms =
    geometry.type === 'MovingGeometryCollection'
      ? list(geometry.prisms, `${where}/temporalGeometry/prisms`).map((each, i) =>
          object(each, `${where}/temporalGeometry/prisms/${i}`),
        )
      : [geometry]
  const { measures, texts } = readProperties(feature.temporalProperties, where)
  const stretches = prisms.map((prism) => readPoint(prism, where, measures))
  const properties = isObject(feature.properties) ? feature.properties : {}
  return {
    name: String(feature.id ?? properties.name ?? where),
    stretches,
    gaps: gapsBetween(stretches, properties.gaps),
    texts,
  }
}

type Measures = ReadonlyMap<MeasureName, ReadonlyMap<number, number>>

function readPoint(prism: Json, where: string, measures: Measures): ReadFix[] {
  if (prism.type !== 'MovingPoint') throw new RangeError(`${where}: only moving points can be read`)
  const places = list(prism.coordinates, `${where}/coordinates`)
  const times = readTimes(prism.datetimes, where)
  if (places.length !== times.length) throw new RangeError(`${where}: there are not as many places as times`)
  return times.map((at, i) => {
    const [lng, lat] = list(places[i], `${where}/coordinates/${i}`)
    if (typeof lng !== 'number' || typeof lat !== 'number')
      throw new RangeError(`${where}/coordinates/${i}: no place`)
    const told = Object.fromEntries(measureNames.map((name) => [name, measures.get(name)?.get(at) ?? null]))
    return { at, lng, lat, ...(told as Record<MeasureName, number | null>) }
  })
}

/** Texts by RFC 3339, or ms since 1970: the encoding allows both. */
const readTimes = (times: unknown, where: string): number[] =>
  list(times, `${where}/datetimes`).map((time, i) => {
    const at = typeof time === 'number' ? time : Date.parse(String(time))
    if (!Number.isFinite(at)) throw new RangeError(`${where}/datetimes/${i}: no time`)
    return at
  })

function readProperties(groups: unknown, where: string) {
  const measures = new Map<MeasureName, ReadonlyMap<number, number>>()
  const texts = new Map<string, readonly { readonly at: number; readonly text: string }[]>()
  const at = `${where}/temporalProperties`
  for (const group of groups === undefined ? [] : list(groups, at)) {
    const { datetimes, ...named } = object(group, at)
    const times = readTimes(datetimes, at)
    for (const [name, told] of Object.entries(named)) {
      const values = list(object(told, `${at}/${name}`).values, `${at}/${name}/values`)
      if (values.length !== times.length) throw new RangeError(`${at}/${name}: not as many values as times`)
      const isMeasure = (measureNames as readonly string[]).includes(name)
      if (isMeasure)
        measures.set(name as MeasureName, new Map(times.map((time, i) => [time, Number(values[i])])))
      else
        texts.set(
          name,
          times.map((time, i) => ({ at: time, text: String(values[i]) })),
        )
    }
  }
  return { measures, texts }
}

/** Between two stretches nothing is known; why, the file may tell. */
function gapsBetween(stretches: readonly (readonly ReadFix[])[], told: unknown): Gap[] {
  const reasons = new Map(
    (Array.isArray(told) ? told : [])
      .filter(isObject)
      .map((gap) => [Date.parse(String(gap.from)), gap.reason]),
  )
  return stretches.slice(1).map((stretch, i) => {
    const from = stretches[i]?.at(-1)?.at ?? 0
    const reason = gapReasons.find((each) => each === reasons.get(from)) ?? 'silence'
    return { from, to: stretch[0]?.at ?? 0, reason }
  })
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function object(value: unknown, where: string): Json {
  if (!isObject(value)) throw new RangeError(`${where || 'The file'} is no object`)
  return value
}

function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new RangeError(`${where} is no list`)
  return value
}
