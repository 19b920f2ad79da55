/** Overviews of ten minutes, for fast and for day-wide looking: of each mover the last fix of every step, as it was. */
import type { Level } from '#contract/replay.ts'
import type { Tracks } from './chunkWriter.ts'
import { picked } from './tracks.ts'

export function thinned(tracks: Tracks, level: Level): Tracks {
  if (level === 1) return tracks
  const { at, begins, ends } = tracks
  const stepMs = level * 1000
  const stepOf = (row: number) => Math.floor((at[row] as number) / stepMs)
  const rows = new Int32Array(at.length)
  const next = { begins: begins.slice(), ends: ends.slice() }
  let count = 0
  for (let i = 0; i < begins.length; i++) {
    next.begins[i] = count
    const end = ends[i] as number
    for (let row = begins[i] as number; row < end; row++) {
      if (row + 1 === end || stepOf(row + 1) > stepOf(row)) rows[count++] = row
    }
    next.ends[i] = count
  }
  return { ...picked(tracks, rows.subarray(0, count)), movers: tracks.movers, ...next }
}
