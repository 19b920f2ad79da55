/** The grid's flat arrays: a slot for each mover, all of it side by side, for a search waits for nothing but memory. */

/** No cell, and no slot. */
export const NONE = -1

/** `places` of a slot: longitude, latitude; the other two numbers of it are its `links`. */
export const LNG = 0
export const LAT = 1
export const PLACES = 4

/** `links` of a slot: its cell, the slots after and before it in the list of its cell and group, and its mover. */
export const CELL = 4
export const NEXT = 5
export const PREVIOUS = 6
export const MOVER = 7
export const LINKS = 8

/** Two views of the same bytes: 32 a slot, so that one look at a mover fetches one line of memory and not five. */
export type Slots = {
  readonly room: number
  readonly places: Float64Array
  readonly links: Int32Array
  readonly group: Uint8Array
}

/** Grown by doubling, so that a mover that is known costs no allocation. */
export function grown(room: number, from?: Slots): Slots {
  const places = new Float64Array(room * PLACES)
  const links = new Int32Array(places.buffer)
  const group = new Uint8Array(room)
  for (let slot = 0; slot < room; slot++) links[slot * LINKS + CELL] = NONE
  if (from) links.set(from.links)
  if (from) group.set(from.group)
  return { room, places, links, group }
}
