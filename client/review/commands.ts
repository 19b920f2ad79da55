/** Pinning moments and putting them in order, each of which can be taken back. */
import { create } from 'zustand'
import {
  changePin,
  changePlaylist,
  makePin,
  makePlaylist,
  type Pin,
  type Playlist,
} from '#contract/review.ts'
import { call } from '../api.ts'
import { needServer } from '../link.ts'
import { letInReview, useReview } from './store.ts'

export type Done = 'pin' | 'change' | 'remove' | 'order' | 'playlist'

/** What was done last, and how it is taken back; both are forgotten by what is done next. */
type Last = {
  readonly done: Done | 'undone' | null
  readonly undo: (() => Promise<void>) | null
  readonly error: unknown
}

export const useLast = create<Last>(() => ({ done: null, undo: null, error: null }))

export type PinWords = Pick<Pin, 'note' | 'tags' | 'ticket'>

export async function pinMoment(moment: PinWords & Pick<Pin, 'at' | 'address'>): Promise<void> {
  needServer()
  const { note, tags, ticket, at, address } = moment
  const pin = await call(makePin, { body: { note, tags, ticket, at, address } })
  letInReview({ pin })
  say('pin', () => alterPin(pin.id, { removed: true }))
}

export async function changeWords(pin: Pin, words: PinWords): Promise<void> {
  await alterPin(pin.id, words, pin.version)
  const { note, tags, ticket } = pin
  say('change', () => alterPin(pin.id, { note, tags, ticket }))
}

export const removePin = (pin: Pin): Promise<void> =>
  attempt(async () => {
    await alterPin(pin.id, { removed: true }, pin.version)
    say('remove', () => alterPin(pin.id, { removed: false }))
  })

export async function createPlaylist(name: string): Promise<void> {
  needServer()
  const playlist = await call(makePlaylist, { body: { name, pins: [] } })
  letInReview({ playlist })
  useReview.setState({ chosen: playlist.id })
  say('playlist', () => alterPlaylist(playlist.id, { removed: true }))
}

export async function renamePlaylist({ id, name: before, version }: Playlist, name: string): Promise<void> {
  await alterPlaylist(id, { name }, version)
  say('playlist', () => alterPlaylist(id, { name: before }))
}

export const removePlaylist = ({ id, version }: Playlist): Promise<void> =>
  attempt(async () => {
    await alterPlaylist(id, { removed: true }, version)
    say('remove', () => alterPlaylist(id, { removed: false }))
  })

export const orderPins = ({ id, pins: before, version }: Playlist, pins: readonly number[]): Promise<void> =>
  attempt(async () => {
    await alterPlaylist(id, { pins: [...pins] }, version)
    say('order', () => alterPlaylist(id, { pins: before }))
  })

/** Takes back what was done last, once. */
export const undoLast = (): Promise<void> =>
  attempt(async () => {
    const { undo } = useLast.getState()
    if (!undo) return
    useLast.setState({ undo: null })
    await undo()
    useLast.setState({ done: 'undone', error: null })
  })

const say = (done: Done, undo: () => Promise<void>): void => useLast.setState({ done, undo, error: null })

let turn: Promise<void> = Promise.resolve()

/** One after the other: who takes back at once means what is still under way. A refusal is shown where the last deed is. */
function attempt(work: () => Promise<void>): Promise<void> {
  turn = turn.then(work).catch((error) => useLast.setState({ done: null, error }))
  return turn
}

type PinChange = Partial<PinWords & Pick<Pin, 'removed'>>

/** Without a version, whatever stands is changed: what is taken back was one's own. */
async function alterPin(id: number, change: PinChange, version?: number): Promise<void> {
  needServer()
  const known = version ?? useReview.getState().pins.get(id)?.version ?? 1
  letInReview({ pin: await call(changePin, { params: { id }, body: { version: known, ...change } }) })
}

type PlaylistChange = Partial<Pick<Playlist, 'name' | 'pins' | 'removed'>>

async function alterPlaylist(id: number, change: PlaylistChange, version?: number): Promise<void> {
  needServer()
  const known = version ?? useReview.getState().playlists.get(id)?.version ?? 1
  letInReview({
    playlist: await call(changePlaylist, { params: { id }, body: { version: known, ...change } }),
  })
}
