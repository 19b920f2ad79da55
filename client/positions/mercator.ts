/** The height of a latitude on the web's square Mercator world: 0 in the north, 1 in the south. */

const RADIANS = Math.PI / 180

export function mercatorOf(latitude: number): number {
  const sine = Math.sin(latitude * RADIANS)
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
}

/** The latitude at a height. */
export const latitudeOf = (height: number): number =>
  Math.atan(Math.sinh(Math.PI * (1 - 2 * height))) / RADIANS
