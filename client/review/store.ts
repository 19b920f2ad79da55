/** Pinned moments and playlists of this console: read when they are first wanted, then followed from the pushed facts. */
import { create } from 'zustand'
import type { Changed } from '#contract/board.ts'
import { type Pin, type Playlist, readReview } from '#contract/review.ts'
import { call, type Refusal } from '../api.ts'
import { onChanged } from '../facts.ts'

type Review = {
  readonly pins: ReadonlyMap<number, Pin>
  readonly playlists: ReadonlyMap<number, Playlist>
  readonly loaded: boolean
  readonly refusal: Refusal | null
  /** The playlist that is worked on. */
  readonly chosen: number | null
}

export const useReview = create<Review>(() => ({
  pins: new Map(),
  playlists: new Map(),
  loaded: false,
  refusal: null,
  chosen: null,
}))

/** Reads them, and follows what changes from here on; answers how to stop. */
export function followReview(): () => void {
  const stop = onChanged(letInReview)
  void loadReview()
  return stop
}

export async function loadReview(): Promise<void> {
  try {
    const { pins, playlists } = await call(readReview)
    for (const pin of pins) letInReview({ pin })
    for (const playlist of playlists) letInReview({ playlist })
    const { chosen } = useReview.getState()
    useReview.setState({ loaded: true, refusal: null, chosen: chosen ?? playlists[0]?.id ?? null })
  } catch (error) {
    useReview.setState({ refusal: error as Refusal })
  }
}

export function letInReview({ pin, playlist }: Changed): void {
  if (pin) useReview.setState(({ pins }) => ({ pins: newer(pins, pin) }))
  if (playlist) useReview.setState(({ playlists }) => ({ playlists: newer(playlists, playlist) }))
}

/** What was removed stays known by its version, so that an older fact cannot bring it back. */
function newer<T extends { readonly id: number; readonly version: number }>(
  known: ReadonlyMap<number, T>,
  each: T,
): ReadonlyMap<number, T> {
  return each.version > (known.get(each.id)?.version ?? 0) ? new Map(known).set(each.id, each) : known
}

/** Those that are not removed, the newest moment first. */
export const shownPins = ({ pins }: Pick<Review, 'pins'>): Pin[] =>
  [...pins.values()].filter(({ removed }) => !removed).sort((one, other) => other.at - one.at)

export const shownPlaylists = ({ playlists }: Pick<Review, 'playlists'>): Playlist[] =>
  [...playlists.values()].filter(({ removed }) => !removed).sort((one, other) => other.id - one.id)

/** The moments of a playlist in its order, without those that are removed. */
export const pinsOf = ({ pins }: Pick<Review, 'pins'>, playlist: Playlist): Pin[] =>
  playlist.pins.flatMap((id) => {
    const pin = pins.get(id)
    return pin && !pin.removed ? [pin] : []
  })
