/** What the desk's panes show: which list, which filter, whether a new case is being written; kept for the next visit. */
import { create } from 'zustand'
import type { Filter } from '../tickets/queue.ts'

export type List = 'cases' | 'units' | 'stale' | 'alarms' | 'arrivals'
/** On a tablet one of the two halves is shown. */
export type Half = 'lists' | 'map'

type View = {
  readonly list: List
  readonly filter: Filter
  readonly writing: boolean
  readonly help: boolean
  readonly palette: boolean
  readonly half: Half
}

export const useView = create<View>(() => ({
  list: 'cases',
  filter: 'waiting',
  writing: false,
  help: false,
  palette: false,
  half: 'lists',
}))

export const showList = (list: List) => useView.setState({ list, half: 'lists' })
export const showFilter = (filter: Filter) => useView.setState({ filter })
export const write = (writing: boolean) => useView.setState({ writing })
export const showHelp = (help: boolean) => useView.setState({ help })
export const showPalette = (palette: boolean) => useView.setState({ palette })
export const showHalf = (half: Half) => useView.setState({ half })
