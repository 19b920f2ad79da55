/** Whether this person sees the operation's panel on the desk: by itself while one is switched on, else by key Y; and by Y hidden again. */
import { create } from 'zustand'
import type { Operation } from '#contract/expo.ts'
import { switchedOn, useExpo } from './store.ts'

/** `since`: the switch-on that the choice was made in; another one begins anew. */
const useChoice = create<{ readonly since: number | null; readonly shown: boolean }>(() => ({
  since: null,
  shown: false,
}))

export function useExpoPanel(switched: Operation['switched']): boolean {
  const choice = useChoice()
  return isShown(choice, switched?.since ?? null)
}

export function toggleExpoPanel(): void {
  const since = switchedOn(useExpo.getState())?.switched?.since ?? null
  useChoice.setState({ since, shown: !isShown(useChoice.getState(), since) })
}

const isShown = (choice: { since: number | null; shown: boolean }, since: number | null): boolean =>
  choice.since === since ? choice.shown : since !== null
