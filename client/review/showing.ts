/** Showing a playlist (讲评): moment after moment on the desk, each played from a little before it to a little after. */

import { navigate } from 'wouter/use-browser-location'
import { create } from 'zustand'
import type { Pin, Playlist } from '#contract/review.ts'
import { useClock } from '../clock.ts'
import { enterReplay, pause } from '../replay/machine.ts'
import { pinsOf, useReview } from './store.ts'

const LEAD_MS = 5_000
const AFTER_MS = 10_000

type Showing = { readonly pins: readonly Pin[]; readonly index: number }

export const useShowing = create<{ readonly showing: Showing | null }>(() => ({ showing: null }))

/** The moment that is shown. */
export const pinShown = ({ showing }: { readonly showing: Showing | null }): Pin | undefined =>
  showing?.pins[showing.index]

export function present(playlist: Playlist): void {
  const pins = pinsOf(useReview.getState(), playlist)
  if (pins.length > 0) show({ pins, index: 0 })
}

/** Stays at the first and at the last. */
export function stepShowing(by: number): void {
  const { showing } = useShowing.getState()
  if (!showing) return
  show({ ...showing, index: Math.max(0, Math.min(showing.pins.length - 1, showing.index + by)) })
}

export const showAgain = (): void => stepShowing(0)

/** Back to where the playlist is. */
export function stopShowing(): void {
  useShowing.setState({ showing: null })
  navigate('/review')
}

/** Plays until a little after the moment, then stands; answers how to stop. */
export function playAround(pin: Pin): () => void {
  return useClock.subscribe(({ clock }) => {
    if (clock.mode === 'replay' && clock.playing && clock.at >= pin.at + AFTER_MS) pause()
  })
}

function show(showing: Showing): void {
  const pin = showing.pins[showing.index]
  if (!pin) return
  useShowing.setState({ showing })
  const at = pin.at - LEAD_MS
  // Playing goes on when the address is opened, which says the moment, the view, the selection and the filter.
  enterReplay(at, { playing: true, speed: 1 })
  navigate(addressAt(pin.address, at))
}

/** The address of the same picture at another moment. */
function addressAt(address: string, at: number): string {
  const [path, search = ''] = address.split('?')
  const query = new URLSearchParams(search)
  query.set('at', String(at))
  return `${path}?${query}`
}
