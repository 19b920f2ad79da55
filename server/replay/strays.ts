/** What the center held during ten minutes though it is no fix of theirs: who was told of late, and clocks that are ahead. */
import { ACCURACY, AT, HEADING, LAT, LNG, type Paces, SKEW, SOURCE, SPEED, WIDTH } from '#contract/chunk.ts'
import type { Stray } from '#contract/chunkReceipts.ts'
import type { Tracks } from './chunkWriter.ts'
import type { Standing } from './standing.ts'

/** `late`: taken before the ten minutes and received in them; `ahead`: received in them and, it says, taken after them. */
export function straysOf(before: Standing, late: Tracks, ahead: Tracks): Stray[] {
  const wanted = new Set(Array.from(before.toldLate.keys(), (i) => before.movers[i] as number))
  return [
    ...Array.from(before.toldLate, ([i, { received, held }]) => {
      const mover = before.movers[i] as number
      const newest = strayOf(mover, before.paces.subarray(i * WIDTH, (i + 1) * WIDTH), received)
      return held ? [strayOf(mover, held, RECEIVED_BEFORE), newest] : [newest]
    }).flat(),
    ...rowsOf(late, (mover) => wanted.has(mover)),
    ...rowsOf(ahead, () => true),
  ]
}

/** When exactly matters no more. */
const RECEIVED_BEFORE = -1

const strayOf = (mover: number, pace: Paces, received: number): Stray => ({
  mover,
  received,
  at: pace[AT] as number,
  lng: pace[LNG] as number,
  lat: pace[LAT] as number,
  speed: pace[SPEED] as number,
  heading: pace[HEADING] as number,
  accuracy: pace[ACCURACY] as number,
  source: pace[SOURCE] as number,
  skew: pace[SKEW] as number,
})

function rowsOf(tracks: Tracks, isWanted: (mover: number) => boolean): Stray[] {
  const strays: Stray[] = []
  tracks.movers.forEach((mover, i) => {
    if (!isWanted(mover)) return
    for (let row = tracks.begins[i] as number; row < (tracks.ends[i] as number); row++) {
      const at = tracks.at[row] as number
      strays.push({
        mover,
        at,
        received: at + (tracks.lag[row] as number),
        lng: tracks.lng[row] as number,
        lat: tracks.lat[row] as number,
        speed: tracks.speed[row] as number,
        heading: tracks.heading[row] as number,
        accuracy: tracks.accuracy[row] as number,
        source: tracks.source[row] as number,
        skew: tracks.skew[row] as number,
      })
    }
  })
  return strays
}
