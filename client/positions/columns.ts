/** The position store as deck.gl's binary attributes. */
import type { BinaryAttribute } from '@deck.gl/core'
import type { Appearance } from './appearance.ts'
import type { Positions } from './store.ts'

export type Columns = { readonly length: number; readonly attributes: Record<string, BinaryAttribute> }

/**
 * deck.gl uploads a column whose object is a new one, so after `moved()` the places go
 * up again and after `dressed()` the shapes: nothing else is touched.
 */
export function createMoverColumns(from: Positions, appearance: Appearance) {
  let getPosition: BinaryAttribute = {}
  let getMotion: BinaryAttribute = {}
  let getDue: BinaryAttribute = {}
  let getAngle: BinaryAttribute = {}
  let getIcon: BinaryAttribute = {}
  // `normalized` says that bytes are meant, 0 to 255; deck.gl's type of an attribute does not know the word.
  let getColor: BinaryAttribute & { normalized?: true } = {}
  let data: Columns = { length: 0, attributes: {} }
  let since = 0
  const renew = () => {
    data = { length: from.count, attributes: { getPosition, getMotion, getDue, getAngle, getIcon, getColor } }
  }
  return {
    moved() {
      getPosition = { value: from.places.subarray(0, from.count * 3), size: 3 }
      getMotion = { value: from.motion.subarray(0, from.count * 4), size: 4 }
      getDue = { value: from.due.subarray(0, from.count), size: 1 }
      getAngle = { value: appearance.angles.subarray(0, from.count), size: 1 }
      since = from.since
      renew()
    },
    dressed() {
      getIcon = { value: appearance.shapes.subarray(0, from.count), size: 1 }
      getColor = { value: appearance.colours.subarray(0, from.count * 4), size: 4, normalized: true }
      renew()
    },
    data: () => data,
    /** What the times last handed to the GPU count from; ms UTC. */
    since: () => since,
  }
}
