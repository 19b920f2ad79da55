/** Where movers had been at the shown moment: their tails out of the chunks, with room ahead so that time can run. */
import { CHUNK_MS } from '#contract/chunk.ts'
import { useClock } from '../clock.ts'
import { positions } from '../positions/store.ts'
import { createTails, layTail, SLOTS, type Tails } from '../positions/tails.ts'
import { startOf } from './listing.ts'
import { readerNow, tapeNow } from './machine.ts'
import type { Trails } from './reader.ts'

type Wanted = {
  /** Of the shown positions. */
  readonly rows: readonly number[]
  readonly minutes: number
  /** ms UTC. */
  readonly now: number
  readonly renew: () => void
}

type Laid = {
  readonly tails: Tails
  readonly from: number
  readonly to: number
  /** For whom, and out of what. */
  readonly of: string
}

const nothing: Laid = { tails: createTails(), from: 0, to: 0, of: '' }
let laid = nothing
let asking = ''

/** What is laid already; where that does not reach, more is asked for, and `renew` is called when it is here. */
export function pastTails({ rows, minutes, now, renew }: Wanted): Tails {
  const since = now - minutes * 60_000
  const of = `${positions.membership} ${minutes} ${rows.join()} ${keysBetween(since, now)}`
  const reaches = laid.of === of && laid.from <= since && now <= laid.to
  if (!reaches && asking !== of && rows.length > 0) {
    asking = of
    for (const start of startsBetween(since, now)) wantFixes(Math.max(start, since))
    const margin = marginNow()
    void lay(rows, since - margin, now + margin, of).then(() => {
      asking = ''
      renew()
    })
  }
  return laid.of.split(' ', 1)[0] === String(positions.membership) ? laid.tails : nothing.tails
}

function wantFixes(at: number): void {
  const { clock } = useClock.getState()
  if (clock.mode === 'replay')
    tapeNow().want(at, tapeNow().fixes(clock.at, clock.knowing)?.level ?? 1, clock.knowing)
}

const knowingNow = () => {
  const { clock } = useClock.getState()
  return clock.mode === 'replay' ? clock.knowing : 'happened'
}

/** Ahead and behind, so that it is not asked for with every picture. */
function marginNow(): number {
  const { clock } = useClock.getState()
  const speed = clock.mode === 'replay' && clock.playing ? Math.abs(clock.speed) : 1
  return Math.min(CHUNK_MS, Math.max(15_000, speed * 2000))
}

const startsBetween = (from: number, to: number): number[] =>
  Array.from(
    { length: Math.floor((startOf(to) - startOf(from)) / CHUNK_MS) + 1 },
    (_, i) => startOf(from) + i * CHUNK_MS,
  )

const keysBetween = (from: number, to: number): string =>
  startsBetween(from, to)
    .map((start) => tapeNow().fixes(start, knowingNow())?.key ?? '')
    .join()

async function lay(rows: readonly number[], from: number, to: number, of: string): Promise<void> {
  const movers = rows.map((row) => positions.movers[row] as number)
  const apart = (to - from) / (SLOTS - 12)
  const tails = createTails()
  for (const start of startsBetween(from, to)) {
    const fixes = tapeNow().fixes(start, knowingNow())
    if (!fixes) continue
    const found = await readerNow()
      .trails(fixes.key, { movers, from, to, apart })
      // Let go of meanwhile: it is asked for again where it is still wanted.
      .catch(() => undefined)
    if (found) layAll(tails, rows, found)
  }
  laid = { tails, from, to, of }
}

function layAll(into: Tails, rows: readonly number[], found: Trails): void {
  rows.forEach((row, i) => {
    layTail(into, row, placesOf(found, found.ends[i - 1] ?? 0, found.ends[i] as number))
  })
}

function* placesOf({ starts, at, lng, lat, broken }: Trails, from: number, to: number) {
  for (let i = from; i < to; i++) {
    yield {
      at: starts + (at[i] as number),
      lng: (lng[i] as number) / 1e5,
      lat: (lat[i] as number) / 1e5,
      broken: broken[i] === 1,
    }
  }
}
