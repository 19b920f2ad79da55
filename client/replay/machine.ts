/** The time machine's verbs: enter a past moment, go to another, play, and come back to live. */
import { CHUNK_MS } from '#contract/chunk.ts'
import type { Knowing, Level } from '#contract/replay.ts'
import { type Replay, serverNow, useClock } from '../clock.ts'
import { letInPast, showLivePositions, showPastPositions } from '../positions/store.ts'
import { bringIntoTrack, useBar } from './bar.ts'
import { startOf, useIndex } from './listing.ts'
import { createPast } from './past.ts'
import { createPictures } from './pictures.ts'
import type { Reader } from './reader.ts'
import { createRemoteReader } from './remoteReader.ts'
import { showLiveScene } from './scene.ts'
import { type Source, server } from './source.ts'
import { createTape } from './tape.ts'

export const speeds = [0.5, 1, 4, 16, 60, 600] as const

export type Entering = {
  readonly playing?: boolean
  /** Below 0 it goes back. */
  readonly speed?: number
  readonly knowing?: Knowing
}

/** Shows the moment `at`, ms UTC, standing still unless `options` say otherwise; in replay already, it goes there. */
export function enterReplay(at: number, options: Entering = {}): void {
  const { clock } = useClock.getState()
  const before: Omit<Replay, 'at'> =
    clock.mode === 'replay' ? clock : { mode: 'replay', speed: 1, playing: false, knowing: 'happened' }
  useClock.setState({ clock: { ...before, ...options, at: possible(at) } })
  if (clock.mode === 'live') {
    showPastPositions()
    parts().pictures.renew()
    useBar.setState({ pictured: null, middle: at })
  }
  renew()
}

/** Ten minutes ago; where the past is shorter, the middle of it, as soon as that is known. */
export function enterLately(): void {
  const asked = possible(serverNow() - LATELY_MS)
  enterReplay(asked)
  const goToMiddle = () => {
    const { clock } = useClock.getState()
    const { first } = useIndex.getState()
    if (first === undefined && clock.mode === 'replay' && clock.at === asked) return
    stop()
    if (first == null || first <= asked || clock.mode === 'live' || clock.at !== asked) return
    seek((first + serverNow()) / 2)
  }
  const stop = useIndex.subscribe(goToMiddle)
  goToMiddle()
}

const LATELY_MS = 600_000

/** Goes to another moment, ms UTC; live it enters replay there. */
export const seek = (at: number): void => enterReplay(at)

/** Shows at once what is live, and nothing of the past any more. */
export function leaveReplay(): void {
  if (useClock.getState().clock.mode === 'live') return
  useClock.setState({ clock: { mode: 'live' } })
  parts().past.forget()
  useBar.setState({ pictured: null, dragging: false })
  showLivePositions()
  showLiveScene()
}

/** Ten seconds on, or as many ms as asked; below 0 back. */
export const step = (ms: number): void => change(({ at }) => ({ at: possible(at + ms) }))

export const play = (): void => change(() => ({ playing: true }))
export const pause = (): void => change(() => ({ playing: false }))
export const togglePlaying = (): void => change(({ playing }) => ({ playing: !playing }))
/** Keeps the direction. */
export const setSpeed = (speed: number): void =>
  change((clock) => ({ speed: Math.sign(clock.speed) * speed }))
export const reverse = (): void => change(({ speed }) => ({ speed: -speed }))
export const setKnowing = (knowing: Knowing): void => change(() => ({ knowing }))

function change(next: (clock: Replay) => Partial<Replay>): void {
  const { clock } = useClock.getState()
  if (clock.mode === 'live') return
  useClock.setState({ clock: { ...clock, ...next(clock) } })
  renew()
}

/** Time runs on by `ms` of the page's; where the past is not here yet, it waits. */
export function advance(ms: number): void {
  const { clock } = useClock.getState()
  if (clock.mode === 'live' || !clock.playing) return
  const edge = serverNow() - EDGE_MS
  const oldest = Math.min(useIndex.getState().first ?? 0, clock.at)
  const next = Math.max(clock.at + ms * clock.speed, oldest)
  const at = possible(Math.min(next, Math.max(edge, clock.at)))
  const { tape } = parts()
  want({ ...clock, at })
  const state = tape.state(at, clock.knowing)
  if (state === 'loading' || state === 'failed') {
    renewState(clock)
    return
  }
  const isAtEdge = clock.speed > 0 && at >= edge
  const isAtStart = clock.speed < 0 && at <= oldest
  useClock.setState({ clock: { ...clock, at, playing: !isAtEdge && !isAtStart } })
  showMoment({ ...clock, at }, true)
}

/** Nobody looks into the future. */
const possible = (at: number): number => Math.max(0, Math.min(Math.round(at), Math.floor(serverNow())))

/** Live's edge: by then the server has told what happened, and of time that goes on as fast nothing more is caught up. */
const EDGE_MS = 2000

/** Shows what is known now of the moment, and fetches what is not. */
export function renew(): void {
  const { clock } = useClock.getState()
  if (clock.mode === 'live') return
  want(clock)
  showMoment(clock, false)
}

/** Asks again for what failed. */
export function retry(): void {
  parts().tape.retry()
  renew()
}

function showMoment(clock: Replay, runs: boolean): void {
  const { tape, past, pictures } = parts()
  past.goTo(clock.at, clock.knowing, runs)
  const fixes = tape.fixes(clock.at, clock.knowing)
  if (tape.state(clock.at, clock.knowing) === 'none') showNothing(past, pictures)
  else if (fixes) pictures.show(fixes.key, clock.at)
  bringIntoTrack(clock.at)
  renewState(clock)
}

/** Nobody was anywhere: there is no history of it. */
function showNothing(past: Parts['past'], pictures: Parts['pictures']): void {
  past.showNothing()
  pictures.renew()
  letInPast(() => undefined, true)
}

function renewState(clock: Replay): void {
  const { tape } = parts()
  const state = tape.state(clock.at, clock.knowing)
  const level = tape.fixes(clock.at, clock.knowing)?.level ?? null
  const bar = useBar.getState()
  if (bar.state !== state || bar.level !== level) useBar.setState({ state, level })
}

/** What the moment needs comes first; then what comes next in the direction of play, and the log above it. */
function want(clock: Replay): void {
  const { tape } = parts()
  const { at, speed, knowing } = clock
  const level = levelFor(clock)
  tape.want(at, level, knowing)
  tape.wantFacts(startOf(at) - 1, knowing)
  // Else the reader is at work on what comes next while somebody waits for the moment.
  if (tape.state(at, knowing) !== 'ready') return
  const ahead = Math.abs(speed) >= 60 ? 3 : 1
  for (let i = 1; i <= ahead; i++) {
    const next = startOf(at) + Math.sign(speed) * i * CHUNK_MS
    if (next <= serverNow() && next >= 0) tape.want(next, level, knowing)
  }
}

/** At high speed nobody sees single seconds; and a hand that drags through a day passes over hours. */
function levelFor({ playing, speed }: Replay): Level {
  const { dragging, span } = useBar.getState()
  if (dragging && span > WIDE_MS) return 60
  if (!playing || Math.abs(speed) < 60) return 1
  return Math.abs(speed) < 600 ? 10 : 60
}

const WIDE_MS = 3_600_000

type Parts = ReturnType<typeof assemble>
let assembled: Parts | undefined
const parts = (): Parts => (assembled ??= assemble(server, createRemoteReader()))

/** Takes the past from elsewhere than the server, or reads it in the page itself. */
export function takePastFrom(source: Source, reader: Reader): void {
  assembled = assemble(source, reader)
}

function assemble(source: Source, reader: Reader) {
  const tape = createTape({ source, reader, onNews: renew })
  return {
    tape,
    past: createPast(tape),
    pictures: createPictures(reader, (pictured) => useBar.setState({ pictured })),
    reader,
    source,
  }
}

/** The past as it is here, for lanes, trails and steps from event to event. */
export const tapeNow = (): Parts['tape'] => parts().tape
export const sourceNow = (): Source => parts().source
export const readerNow = (): Reader => parts().reader
/** Resolves once the shown positions are those of the shown moment. */
export const settled = (): Promise<void> => parts().pictures.settled()

/** Forgets all of it, as when another person signs in. */
export function forgetPast(): void {
  leaveReplay()
  assembled?.tape.forget()
}
