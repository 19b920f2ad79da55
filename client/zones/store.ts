/** The city's zones: asked of the server when a map first wants to draw them, and kept as facts tell of changes. */
import type { Feature, Geometry } from 'geojson'
import type { Changed } from '#contract/board.ts'
import { readZones, type ZoneProperties } from '#contract/city.ts'
import { call } from '../api.ts'
import { createTwofold } from '../twofold.ts'

export type Zone = Feature<Geometry, ZoneProperties>

export type Zones = { readonly zones: readonly Zone[]; readonly known: boolean }

const nothing: Zones = { zones: [], known: false }

export const {
  useShown: useZones,
  useLive: useLiveZones,
  show: showZones,
  set: setZones,
} = createTwofold(nothing)

const ASK_AGAIN_AFTER = 5000
let asked = false
/** What facts told while the answer was on its way: it may be older than they are. */
let meanwhile: Changed[] = []

/** Loads the zones; where nobody answers, again and again until they are here. */
export function wantZones(): void {
  if (asked) return
  asked = true
  meanwhile = []
  call(readZones, { query: {} }).then(
    ({ features }) => {
      const news = meanwhile
      meanwhile = []
      setZones({ zones: features as unknown as Zone[], known: true })
      for (const changed of news) letInZones(changed)
    },
    () => {
      asked = false
      setTimeout(wantZones, ASK_AGAIN_AFTER)
    },
  )
}

/** Facts were missed: what is held may be old. */
export function renewZones(): void {
  if (!asked) return
  asked = false
  wantZones()
}

/** Lets in what a command answered or an event carried; the newest version wins. */
export function letInZones(changed: Changed): void {
  if (!asked || !tellsOfZones(changed)) return
  meanwhile.push(changed)
  setZones((known) => withZones(known, changed))
}

const tellsOfZones = ({ zones = [], retiredZones = [] }: Changed): boolean =>
  zones.length > 0 || retiredZones.length > 0

export const withZones = (known: Zones, changed: Changed): Zones =>
  tellsOfZones(changed)
    ? {
        ...known,
        zones: changedZones(
          known.zones,
          (changed.zones ?? []) as unknown as Zone[],
          changed.retiredZones ?? [],
        ),
      }
    : known

/** In the order of their codes, as the server lists them. */
export function changedZones(
  zones: readonly Zone[],
  news: readonly Zone[],
  gone: readonly number[],
): readonly Zone[] {
  const byId = new Map(zones.map((zone) => [zone.properties.id, zone]))
  for (const id of gone) byId.delete(id)
  for (const zone of news) {
    const { id, version } = zone.properties
    if (version > (byId.get(id)?.properties.version ?? 0)) byId.set(id, zone)
  }
  return [...byId.values()].sort((one, other) => (one.properties.code < other.properties.code ? -1 : 1))
}
