/** What a scene holds, as the writers of files get it: its head, then mover by mover, so that no more than one track is in memory. */
import type { Event } from '#contract/events.ts'
import type { SceneCounts, SceneFilter } from '#contract/exports.ts'
import type { Protocol } from '#contract/protocols.ts'
import type { Gap } from '#contract/stretches.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { TrackPurpose } from '#contract/tracks.ts'
import type { UnitKind } from '#contract/units.ts'
import type { StatusStep } from './status.ts'

/** A unit, or with `kind` null something that reports and is none. */
export type SceneMover = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly kind: UnitKind | null
  readonly organisation: string | null
}

/** As it was kept: times in ms UTC, degrees to 1e-7, m/s, degrees from north and metres; null: not reported. */
export type SceneFix = {
  readonly at: number
  readonly received: number
  readonly lng: number
  readonly lat: number
  readonly speed: number | null
  readonly heading: number | null
  readonly accuracy: number | null
  readonly source: Protocol | null
  /** How far the device's clock was ahead, ms. */
  readonly skew: number
}

export type SceneTrack = {
  readonly mover: SceneMover
  readonly stretches: readonly (readonly SceneFix[])[]
  readonly gaps: readonly Gap[]
  /** By the log; empty for what is no unit. */
  readonly status: readonly StatusStep[]
}

/** What a file says of itself before anything else. */
export type SceneHead = {
  readonly title: string
  readonly demo: boolean
  readonly madeAt: number
  readonly by: string
  readonly purpose: TrackPurpose
  readonly note: string | null
  readonly filter: SceneFilter
  readonly log: { readonly number: number; readonly sha256: string }
}

export type SceneTicket = Pick<
  Ticket,
  'id' | 'code' | 'category' | 'state' | 'priority' | 'source' | 'address' | 'place' | 'openedAt' | 'closedAt'
>
/** Without what it carries: that may name people who are no matter of the scene. */
export type SceneEvent = Pick<Event, 'number' | 'happened' | 'received' | 'actor' | 'kind' | 'subject'> & {
  readonly units: readonly string[]
}

export type Scene = {
  readonly head: SceneHead
  readonly tracks: AsyncIterable<SceneTrack>
  readonly tickets: readonly SceneTicket[]
  readonly events: readonly SceneEvent[]
}

/** Counts what goes by; `newest` is when the last of the fixes was received, ms UTC. */
export type Tally = { counts: SceneCounts; newest: number | null }

export function counted(scene: Scene): { readonly scene: Scene; readonly tally: Tally } {
  const counts = {
    movers: 0,
    fixes: 0,
    gaps: 0,
    tickets: scene.tickets.length,
    events: scene.events.length,
  }
  const tally: Tally = { counts, newest: null }
  return { scene: { ...scene, tracks: goingBy(scene.tracks, tally, counts) }, tally }
}

async function* goingBy(
  tracks: AsyncIterable<SceneTrack>,
  tally: Tally,
  counts: { movers: number; fixes: number; gaps: number },
): AsyncGenerator<SceneTrack> {
  for await (const track of tracks) {
    counts.movers++
    counts.gaps += track.gaps.length
    for (const stretch of track.stretches) {
      counts.fixes += stretch.length
      for (const { received } of stretch) tally.newest = Math.max(tally.newest ?? 0, received)
    }
    yield track
  }
}
