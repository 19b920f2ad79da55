/** The city's zones: asked of the server once, when a map first wants to draw them. */
import type { Feature, Geometry } from 'geojson'
import { create } from 'zustand'
import { readZones, type ZoneProperties } from '#contract/city.ts'
import { call } from '../api.ts'

export type Zone = Feature<Geometry, ZoneProperties>

export const useZones = create<{ zones: readonly Zone[] }>(() => ({ zones: [] }))

const ASK_AGAIN_AFTER = 5000
let asked = false

/** Loads the zones; where nobody answers, again and again until they are here. */
export function wantZones(): void {
  if (asked) return
  asked = true
  call(readZones, { query: {} }).then(
    ({ features }) => useZones.setState({ zones: features as unknown as Zone[] }),
    () => {
      asked = false
      setTimeout(wantZones, ASK_AGAIN_AFTER)
    },
  )
}
