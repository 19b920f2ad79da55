/** How many movers are how old, and which are stale: counted once a second, while somebody looks. */
import { useSyncExternalStore } from 'react'
import { shownNow } from '../clock.ts'
import { type Facts, useFacts } from '../facts.ts'
import { type Age, ages } from './ageing.ts'
import { learnDue } from './stations.ts'
import { ageAt, type Positions, positions } from './store.ts'

export type StaleMover = { readonly mover: number; readonly at: number; readonly age: Age }

export type Ages = {
  /** Units on duty or on a break, by the age of their position; `never`: none ever came. */
  readonly units: Readonly<Record<Age | 'never', number>>
  /** Everything else that reports, such as passing vessels. */
  readonly contacts: Readonly<Record<Age, number>>
  /** Units grey, ghost or lost, the freshest first: those may still be found. */
  readonly stale: readonly StaleMover[]
}

/** The counts of this second. */
export const useAges = (): Ages => useSyncExternalStore(listen, agesNow)

/** As they were last counted. */
export const agesNow = (): Ages => counted

/** Counts at `now`, ms UTC. Units off duty are nobody's worry and are left out. */
export function countAges(from: Positions, { units }: Pick<Facts, 'units'>, now: number): Ages {
  const ofUnits = { ...none(), never: 0 }
  const ofContacts = none()
  const stale: StaleMover[] = []
  for (let row = 0; row < from.count; row++) {
    if (from.present[row] === 0) continue
    const mover = from.movers[row] as number
    const at = from.at[row] as number
    const age = ageAt(from, row, now)
    const unit = units.get(mover)
    if (!unit) ofContacts[age]++
    else if (unit.duty !== 'off') {
      ofUnits[age]++
      if (age !== 'live' && age !== 'extrapolated') stale.push({ mover, at, age })
    }
  }
  for (const unit of units.values()) {
    // A video desk watches from its chair and reports no place.
    if (unit.duty !== 'off' && unit.kind !== 'video' && !isThere(from, unit.id)) ofUnits.never++
  }
  stale.sort((a, b) => b.at - a.at)
  return { units: ofUnits, contacts: ofContacts, stale }
}

const none = (): Record<Age, number> => Object.fromEntries(ages.map((age) => [age, 0])) as Record<Age, number>

function isThere(from: Positions, mover: number): boolean {
  const row = from.rows.get(mover)
  return row !== undefined && from.present[row] === 1
}

let counted: Ages = { units: { ...none(), never: 0 }, contacts: none(), stale: [] }
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function listen(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(count, 1000)
  if (listeners.size === 1) count()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function count(): void {
  const facts = useFacts.getState()
  learnDue(positions, facts.contacts)
  counted = countAges(positions, facts, shownNow())
  for (const listener of listeners) listener()
}
