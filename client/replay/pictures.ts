/** Where everybody was at the shown moment: asks the reader, one question at a time, and lets its answers into the positions. */
import type { ReceivedFix } from '#contract/positions.ts'
import { letInFix, letInPast, positions, setUsualInterval } from '../positions/store.ts'
import { type Picture, type Reader, ROW } from './reader.ts'

type Question = { readonly key: string; readonly at: number }

export type Pictures = {
  /** Shows the moment `at` of a chunk (its key with the reader), unless another is asked for before that. */
  show(key: string, at: number): void
  /** The next picture is of everybody. */
  renew(): void
  /** Resolves once nothing is asked any more. */
  settled(): Promise<void>
}

export function createPictures(reader: Reader, onShown: (at: number) => void): Pictures {
  let next: Question | null = null
  let shown: Question | undefined
  let running: Promise<void> | null = null
  let anew = true

  /** Facts that come say that the moment is to be shown; its places may be already. */
  const isShown = (key: string, at: number) => !anew && shown?.key === key && shown.at === at
  const run = async () => {
    while (next) {
      const { key, at } = next
      next = null
      if (isShown(key, at)) continue
      const all = anew
      anew = false
      try {
        letIn(await reader.picture(key, at, all))
        shown = { key, at }
        onShown(at)
      } catch {
        // The chunk was let go of meanwhile; whoever asked asks for another.
        anew = true
      }
    }
    running = null
  }
  return {
    show(key, at) {
      if (!running && isShown(key, at)) return
      next = { key, at }
      running ??= run()
    },
    renew() {
      anew = true
    },
    settled: () => running ?? Promise.resolve(),
  }
}

function letIn({ starts, full, rows }: Picture): void {
  letInPast(() => {
    for (let i = 0; i < rows.length; i += ROW) {
      readRow(rows, i, starts)
      letInFix(positions, fix, false)
      setUsualInterval(positions, positions.rows.get(fix.mover) as number, rows[i + ROW - 1] as number)
    }
  }, full)
}

/** One for all rows: ten thousand a seek would be thrown away. */
const fix: { -readonly [Key in keyof ReceivedFix]: ReceivedFix[Key] } = {
  ...{
    mover: 0,
    at: 0,
    received: Number.NaN,
    lng: 0,
    lat: 0,
    speed: 0,
    heading: 0,
    accuracy: 0,
    source: 0,
    skew: 0,
  },
}

/** Out of the steps of a chunk: see `fields` there. When it was received it does not say. */
function readRow(rows: Int32Array, i: number, starts: number): void {
  const [speed, heading, accuracy] = [rows[i + 4] as number, rows[i + 5] as number, rows[i + 6] as number]
  fix.mover = rows[i] as number
  fix.at = starts + (rows[i + 1] as number)
  fix.lng = (rows[i + 2] as number) / 1e5
  fix.lat = (rows[i + 3] as number) / 1e5
  fix.speed = speed < 0 ? Number.NaN : speed / 10
  fix.heading = heading < 0 ? Number.NaN : (heading / 256) * 360
  fix.accuracy = accuracy === 0 ? Number.NaN : 2 ** ((accuracy - 1) / 4) - 1
  fix.source = rows[i + 7] as number
  fix.skew = rows[i + 8] as number
}
