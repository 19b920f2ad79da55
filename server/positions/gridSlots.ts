/** The grid's flat arrays: a column for each field, a slot for each mover. */

/** No cell, and no slot. */
export const NONE = -1

export type Slots = {
  readonly mover: Int32Array
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** NONE: the mover has no place. */
  readonly cell: Int32Array
  readonly group: Uint8Array
  /** The slots after and before it in the list of its cell and group. */
  readonly next: Int32Array
  readonly previous: Int32Array
}

/** Grown by doubling, so that a mover that is known costs no allocation. */
export function grown(capacity: number, from?: Slots): Slots {
  const slots = {
    mover: new Int32Array(capacity),
    lng: new Float64Array(capacity),
    lat: new Float64Array(capacity),
    cell: new Int32Array(capacity).fill(NONE),
    group: new Uint8Array(capacity),
    next: new Int32Array(capacity),
    previous: new Int32Array(capacity),
  }
  if (from) for (const name of Object.keys(slots) as (keyof Slots)[]) slots[name].set(from[name])
  return slots
}
