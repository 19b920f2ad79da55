/** What this console looks at: a desk and a wall at everything, a phone at its surroundings, to spare its network. */
import { create } from 'zustand'
import { type Box, cellsOf, type View } from '#contract/cells.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { Role } from '#contract/roles.ts'

/** `view` is told to the server whenever it changes. */
export const useViewed = create<{ readonly view: View }>(() => ({ view: null }))

/** Degrees around a unit that its phone hears of wherever the map looks: about two kilometres. */
const SURROUNDINGS = 0.02

/** Before anything is known of where the phone is, it hears nothing. */
export const beginView = (role: Role): void => useViewed.setState({ view: role === 'officer' ? [] : null })

/** The server said where the person's own unit was last. */
export function startFrom(place: LngLat | null): void {
  if (place && useViewed.getState().view?.length === 0) look([boxAround(place)])
}

/** Looks at these boxes from now on; where they touch the same cells as before, nothing is told. */
export function look(boxes: readonly Box[]): void {
  const { view } = useViewed.getState()
  if (view && String(cellsOf(view)) === String(cellsOf(boxes))) return
  useViewed.setState({ view: boxes })
}

export const boxAround = ([lng, lat]: LngLat): Box => [
  [lng - SURROUNDINGS, lat - SURROUNDINGS],
  [lng + SURROUNDINGS, lat + SURROUNDINGS],
]
