/** The roster grid's hand: which cell the keys are on, what was picked up, and what is about to be saved. */
import { create } from 'zustand'
import { dayAfter, spanOfShift } from '#contract/patrols.ts'
import type { CrewShift, Roster } from '#contract/roster.ts'
import type { Round } from '#contract/rounds.ts'
import type { DutyTag } from '#contract/units.ts'
import { attempt } from '../desk/say.ts'
import { useFacts } from '../facts.ts'
import { assign } from './commands.ts'
import type { Cell, Proposal } from './proposals.ts'

/** The row of rounds that no crew has been given. */
export const OPEN = 0

export type Carried = { readonly round: number } | { readonly entry: number } | null

type Grid = {
  readonly unit: number
  readonly column: number
  readonly carried: Carried
  readonly proposal: Proposal | null
}
export const useGrid = create<Grid>(() => ({ unit: OPEN, column: 0, carried: null, proposal: null }))

export const goTo = (unit: number, column: number): void => useGrid.setState({ unit, column })
export const carry = (carried: Carried): void => useGrid.setState({ carried, proposal: null })
export const propose = (proposal: Proposal | null): void => useGrid.setState({ proposal, carried: null })

export const DAYS = 7

/** Every shift of every day shown. */
export const columnsOf = ({ shifts }: Roster, day: string): Cell[] =>
  Array.from({ length: DAYS }, (_, i) => dayAfter(day, i)).flatMap((each) =>
    shifts.map(({ code }) => ({ day: each, shift: code })),
  )

export const entryAt = ({ crewShifts }: Roster, unit: number, { day, shift }: Cell): CrewShift | undefined =>
  crewShifts.find((each) => each.unit === unit && each.day === day && each.shift === shift)

/** An order of the desk stands in the shift that it begins in. */
export function roundsAt({ rounds, shifts }: Roster, unit: number, cell: Cell): Round[] {
  const shift = shifts.find(({ code }) => code === cell.shift)
  const span = shift && spanOfShift(cell.day, shift)
  return rounds.filter((round) => {
    if ((round.unit ?? OPEN) !== unit) return false
    if (round.shift !== null) return round.day === cell.day && round.shift === cell.shift
    return span !== undefined && round.from >= span.from && round.from < span.until
  })
}

/** Puts a crew that is not on this shift on it. */
export function proposePut(roster: Roster, unit: number, cell: Cell): void {
  if (unit === OPEN || entryAt(roster, unit, cell)) return
  const tag: DutyTag = useFacts.getState().units.get(unit)?.tags[0] ?? 'daily'
  propose({ kind: 'put', unit, tag, ...cell })
}

/** Puts what was picked up down here: a shift moves along its row, a round goes to the crew, or changes with its round. */
export function putDown(roster: Roster, unit: number, cell: Cell): void {
  const { carried } = useGrid.getState()
  if (!carried) return
  if ('entry' in carried) {
    const entry = roster.crewShifts.find(({ id }) => id === carried.entry)
    if (entry && entry.unit === unit && !entryAt(roster, unit, cell))
      propose({ kind: 'move', entry, ...cell })
    return
  }
  const round = roster.rounds.find(({ id }) => id === carried.round)
  if (!round || (round.unit ?? OPEN) === unit) {
    carry(null)
    return
  }
  if (unit === OPEN) {
    carry(null)
    void attempt(() => assign(round, null))
    return
  }
  const other = roundsAt(roster, unit, cell).find(({ state }) => state === 'planned')
  if (other && round.unit !== null) propose({ kind: 'swap', one: round, other })
  else propose({ kind: 'give', round, unit })
}
