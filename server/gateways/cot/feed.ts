/** Tells the units to whoever signed in for it, as Cursor-on-Target events: all at first, then those that moved. */
import type { UnitKind } from '#contract/units.ts'
import type { Pool } from '../../db.ts'
import type { Book, Newest } from '../../positions/book.ts'
import type { Guest } from '../door.ts'
import { writeCot } from './messages.ts'

export type CotFeed = {
  join(guest: Guest): void
  leave(guest: Guest): void
  stop(): void
}

export type CotFeedNeeds = {
  readonly db: Pool
  readonly book: Pick<Book, 'all'>
  readonly now: () => number
  readonly say: (line: string) => void
  readonly every?: number
}

type NamedUnit = {
  readonly id: number
  readonly code: string
  readonly kind: UnitKind
  readonly retired: boolean
}

/** As on the console: after so long without a fix a unit is a ghost, and later it is lost. */
const STALE_MS = 180_000
const LOST_MS = 600_000
const REREAD_MS = 60_000

/** Friendly, on the ground (G) or the water (S): on foot, in a vehicle, a patrol boat, an installation. */
const types: Readonly<Record<UnitKind, string>> = {
  foot: 'a-f-G-U-C',
  ebike: 'a-f-G-E-V',
  car: 'a-f-G-E-V-C',
  boat: 'a-f-S-X-L',
  video: 'a-f-G-I',
}

export function startCotFeed({ db, book, now, say, every = 1_000 }: CotFeedNeeds): CotFeed {
  const guests = new Set<Guest>()
  let units = new Map<number, NamedUnit>()
  let readAt = Number.NEGATIVE_INFINITY
  let toldUntil = now()
  let telling = false

  const readUnits = async () => {
    if (now() - readAt < REREAD_MS) return
    const { rows } = await db.query<NamedUnit>(
      'select id, code, kind, retired_at is not null as retired from unit',
    )
    units = new Map(rows.map((unit) => [unit.id, unit]))
    readAt = now()
  }
  const eventsOf = (fixes: readonly Newest[]): string =>
    fixes
      .filter(({ mover }) => !units.get(mover)?.retired)
      .map((fix) => eventOf(fix, units.get(fix.mover)))
      .join('')

  const tellMoved = async () => {
    if (guests.size === 0) toldUntil = now()
    if (guests.size === 0 || telling) return
    telling = true
    try {
      await readUnits()
      const since = toldUntil
      toldUntil = now()
      const text = eventsOf(book.all().filter((fix) => fix.received >= since && fix.received < toldUntil))
      for (const guest of text === '' ? [] : guests) guest.send(text)
    } finally {
      telling = false
    }
  }
  const complain = (error: Error) => say(`units cannot be told as CoT: ${error.message}`)
  const clock = setInterval(() => tellMoved().catch(complain), every)

  return {
    join(guest) {
      readUnits().then(() => {
        guest.send(eventsOf(book.all().filter((fix) => fix.at > now() - LOST_MS)))
        if (guest.isOpen()) guests.add(guest)
      }, complain)
    },
    leave: (guest) => guests.delete(guest),
    stop: () => clearInterval(clock),
  }
}

/** Nothing for what is no unit: vessels that pass are others' to tell. */
function eventOf(fix: Newest, unit: NamedUnit | undefined): string {
  if (!unit) return ''
  const { id, code, kind } = unit
  const place = { ...fix, altitude: Number.NaN }
  return writeCot({ uid: `unit-${id}`, type: types[kind], callsign: code, place, stale: fix.at + STALE_MS })
}
