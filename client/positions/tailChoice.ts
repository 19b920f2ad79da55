/** Whose tails are drawn and how far back: shared by the map, its control and the keyboard. */
import { create } from 'zustand'

export const tailScopes = ['off', 'selected', 'marked', 'all'] as const
export type TailScope = (typeof tailScopes)[number]
export const tailMinutes = [1, 5, 15] as const
export type TailMinutes = (typeof tailMinutes)[number]

type TailChoice = {
  readonly scope: TailScope
  readonly minutes: TailMinutes
  /** The selected mover whose past could not be fetched. */
  readonly unfetched: number | null
}

export const useTails = create<TailChoice>(() => ({ scope: 'selected', minutes: 5, unfetched: null }))

export const showTails = (scope: TailScope): void => useTails.setState({ scope })
export const tailsFor = (minutes: TailMinutes): void => useTails.setState({ minutes })

/** Off, the selected, the marked, all, and off again. */
export const nextTails = (): void =>
  useTails.setState(({ scope }) => ({
    scope: tailScopes[(tailScopes.indexOf(scope) + 1) % tailScopes.length] as TailScope,
  }))
