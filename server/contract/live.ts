/** What the socket carries, server to console: `hello` once, `frame` (binary) each tick, `fact` each event. */
import type { View } from './cells.ts'
import type { LngLat } from './endpoint.ts'
import type { Event } from './events.ts'
import type { Proof, ProofAsked, StateKind } from './stateHash.ts'

/**
 * The first message. `events` is the newest event number, `tick` the ms between frames, `build` names the client build
 * the server serves, `place` is where the person's own unit was last.
 */
export type Hello = {
  readonly protocol: 1
  readonly now: number
  readonly events: number
  readonly tick: number
  readonly build: string
  readonly place: LngLat | null
}

export type ServerMessages = {
  hello: (hello: Hello) => void
  /** See `frame.ts`. A frame is sent at least once a second, empty when nothing moved: it is the link's heartbeat. */
  frame: (frame: ArrayBuffer) => void
  fact: (event: Event) => void
  proof: (proof: Proof) => void
}

export type ConsoleMessages = {
  /** The console missed a frame number: the next one is to be a full frame. */
  full: () => void
  /** What the console looks at from now on; a full frame of it follows. It begins with `auth.view` of the handshake. */
  view: (view: View) => void
  /** The hash of what this console should hold, as of the frames before the answer. */
  proof: (asked: ProofAsked) => void
  /** What this console held was not what it should. */
  mismatch: (kinds: readonly StateKind[]) => void
}
