/** The facts of the shown moment: going forward every event is let in once and in its turn, going back they are folded anew. */
import type { ChunkFacts, Knowing } from '#contract/replay.ts'
import type { Zone } from '../zones/store.ts'
import { startOf } from './listing.ts'
import { afterEvent, beginScene, emptyScene, eventsBefore, type Scene, showScene } from './scene.ts'

/** What the past is made of, as far as it is here. */
export type Shelf = {
  facts(start: number, knowing: Knowing): ChunkFacts | undefined
  zones(start: number): readonly Zone[] | undefined
}

type Place = {
  readonly knowing: Knowing
  readonly chunk: ChunkFacts
  readonly before: ChunkFacts | undefined
  readonly zones: readonly Zone[] | undefined
  /** How many of the chunk's events are in the scene. */
  readonly taken: number
  readonly scene: Scene
}

/** The log above a chunk's own events shows so many. */
const LINES_BEFORE = 200

export function createPast(shelf: Shelf, show: (scene: Scene) => void = showScene) {
  let place: Place | undefined

  const begin = (start: number, knowing: Knowing): Place | undefined => {
    const chunk = shelf.facts(start, knowing)
    if (!chunk) return undefined
    const before = shelf.facts(startOf(start - 1), knowing)
    const zones = shelf.zones(start)
    const scene = beginScene(
      chunk,
      before?.events.slice(-LINES_BEFORE) ?? [],
      zones ?? place?.scene.zones.zones,
    )
    return { knowing, chunk, before, zones, taken: 0, scene }
  }
  /** Whether the place was begun with all that is here now. */
  const isWhole = ({ knowing, chunk, before, zones }: Place): boolean =>
    chunk === shelf.facts(chunk.starts, knowing) &&
    before === shelf.facts(startOf(chunk.starts - 1), knowing) &&
    zones === shelf.zones(chunk.starts)

  /** Lets in events up to a count; `each` shows what every single one of them changed. */
  const goOn = (from: Place, until: number, each: boolean): Place => {
    let { scene } = from
    for (const event of from.chunk.events.slice(from.taken, until)) {
      scene = afterEvent(scene, event)
      if (each) show(scene)
    }
    return { ...from, taken: Math.max(from.taken, until), scene }
  }
  return {
    /** Shows the facts of a moment; `each`: time runs, and nothing that happened meanwhile is passed over. */
    goTo(at: number, knowing: Knowing, each: boolean): void {
      const start = startOf(at)
      const crosses = each && place?.knowing === knowing && place.chunk.ends === start
      if (!shelf.facts(start, knowing)) return
      if (crosses && place) goOn(place, place.chunk.events.length, true)
      const same =
        place?.knowing === knowing && place.chunk.starts === start && isWhole(place) ? place : undefined
      const begun = same ?? begin(start, knowing)
      if (!begun) return
      const until = eventsBefore(begun.chunk.events, at, knowing)
      const from = until < begun.taken ? begin(start, knowing) : begun
      if (!from) return
      place = goOn(from, until, each && (crosses || from === same))
      show(place.scene)
    },
    showNothing(): void {
      place = undefined
      show(emptyScene)
    },
    forget(): void {
      place = undefined
    },
  }
}

/** The same from nothing: what `goTo` shows, whatever way it came. */
export function freshScene(shelf: Shelf, at: number, knowing: Knowing): Scene | undefined {
  let shown: Scene | undefined
  createPast(shelf, (scene) => {
    shown = scene
  }).goTo(at, knowing, false)
  return shown
}
