/** A store in two: what is now, which never stops, and what every view shows: the same, or in replay what was. */
import { create } from 'zustand'
import { isReplaying } from './clock.ts'

export function createTwofold<T extends object>(nothing: T) {
  const useLive = create<T>(() => nothing)
  const useShown = create<T>(() => nothing)
  return {
    useLive,
    useShown,
    /** Changes what is now. */
    set(change: Partial<T> | ((known: T) => Partial<T>)): void {
      useLive.setState(change)
      if (!isReplaying()) useShown.setState(useLive.getState(), true)
    },
    /** Shows what was; without it, what is now. */
    show(past: T = useLive.getState()): void {
      useShown.setState(past, true)
    },
  }
}
