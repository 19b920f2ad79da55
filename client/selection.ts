/** What the person is looking at: one selection, shared by the map, the lists and the keyboard. */

import { create } from 'zustand'
import type { LngLat } from '#contract/endpoint.ts'

export type Selection = {
  readonly ticket: number | null
  /** A unit or a contact: their ids come from one sequence. */
  readonly mover: number | null
  /** Units marked to be sent to the selected ticket, in the order they were marked. */
  readonly chosen: readonly number[]
  /** The place chosen for a new ticket; `picking`: the next click on the map chooses it. */
  readonly picking: boolean
  readonly picked: LngLat | null
}

export const useSelection = create<Selection>(() => ({
  ticket: null,
  mover: null,
  chosen: [],
  picking: false,
  picked: null,
}))

export const selectTicket = (ticket: number | null) => useSelection.setState({ ticket, chosen: [] })
export const selectMover = (mover: number | null) => useSelection.setState({ mover })
export const startPicking = () => useSelection.setState({ picking: true })
export const stopPicking = () => useSelection.setState({ picking: false })
export const pickPlace = (picked: LngLat | null) => useSelection.setState({ picked, picking: false })

/** Marks a unit for dispatch, or takes the mark away. */
export const toggleChosen = (unit: number) =>
  useSelection.setState(({ chosen }) => ({
    chosen: chosen.includes(unit) ? chosen.filter((each) => each !== unit) : [...chosen, unit],
  }))
