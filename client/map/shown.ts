/** Which layers of the map are switched on: shared by the map, its switches and the keyboard. */
import { create } from 'zustand'

export type Shown = {
  /** Call signs, and names of tickets of lower priority. */
  readonly labels: boolean
  /** Movers are drawn where they are reckoned to be; off: at their last fix. */
  readonly extrapolation: boolean
  readonly contacts: boolean
  /** At city zoom crowded movers are gathered into counts. */
  readonly clusters: boolean
  readonly tickets: boolean
  readonly lines: boolean
  readonly reaches: boolean
  readonly expo: boolean
  readonly posts: boolean
  readonly districts: boolean
  /** Ways and stops of patrol rounds. */
  readonly rounds: boolean
}

export const useShown = create<Shown>(() => ({
  labels: true,
  extrapolation: true,
  contacts: true,
  clusters: true,
  tickets: true,
  lines: true,
  reaches: true,
  expo: true,
  posts: true,
  districts: false,
  rounds: false,
}))

export const toggleShown = (name: keyof Shown) => useShown.setState((shown) => ({ [name]: !shown[name] }))
