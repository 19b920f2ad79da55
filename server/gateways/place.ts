/** One place as a message of some protocol tells it, before anyone asked whose it is. */

export type Place = {
  /** ms UTC. */
  readonly at: number
  /** Degrees, in the datum its device is registered with. */
  readonly lng: number
  readonly lat: number
  /** m/s; NaN: not told. */
  readonly speed: number
  /** Degrees clockwise from north; NaN: not told. */
  readonly heading: number
  /** Metres; NaN: not told. */
  readonly altitude: number
  /** Metres; NaN: not told. */
  readonly accuracy: number
  /** False where the message itself says that this is no place: no satellites, or 0°, 0°. Such a place moves nothing. */
  readonly valid: boolean
}

/** Also refuses swapped ones wherever it can be seen: 121° is no latitude. */
export const isOnEarth = (lng: number, lat: number): boolean => Math.abs(lng) <= 180 && Math.abs(lat) <= 90

/** Receivers without a fix send exactly this. */
export const isNullIsland = (lng: number, lat: number): boolean => lng === 0 && lat === 0

export const KNOT = 1852 / 3600
export const KILOMETRE_PER_HOUR = 1 / 3.6

/** A heading, or NaN where it is none. */
export const headingOrNone = (degrees: number): number =>
  degrees >= 0 && degrees <= 360 ? degrees % 360 : Number.NaN
