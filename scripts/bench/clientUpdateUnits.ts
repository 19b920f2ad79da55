/** The bench's units, which all move each second as people and cars do. */
import type { ReceivedFix } from '#contract/positions.ts'
import { createRandom } from '../simulate/random.ts'

export const UNITS = 10_000
export const VIEW = { longitude: 121.47, latitude: 31.23, zoom: 10 }

export type Tick = readonly ReceivedFix[]

const random = createRandom(7)
const began = Date.now()
let seconds = 0
let tick: Tick = Array.from({ length: UNITS }, (_, i) => ({
  mover: i + 1,
  at: began,
  received: began,
  lng: VIEW.longitude + 0.1 * random.normal(),
  lat: VIEW.latitude + 0.1 * random.normal(),
  speed: 1 + (i % 7),
  heading: (i * 37) % 360,
  accuracy: 5,
  source: 0,
  skew: 0,
}))

/** Everybody a second later, as fresh objects. */
export function nextTick(): Tick {
  const at = began + ++seconds * 1000
  tick = tick.map((fix) => {
    const heading = (fix.heading + 360 + random.between(-10, 10)) % 360
    const radians = (heading * Math.PI) / 180
    return {
      ...fix,
      at,
      received: at,
      heading,
      lng: fix.lng + (fix.speed * Math.sin(radians)) / 95_000,
      lat: fix.lat + (fix.speed * Math.cos(radians)) / 111_320,
    }
  })
  return tick
}
