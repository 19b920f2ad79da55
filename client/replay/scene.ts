/** What was at a past moment, but for positions: the board of a chunk's beginning, folded with its events as live folds them. */
import type { Changed } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import type { ChunkFacts, Knowing } from '#contract/replay.ts'
import { expoOf, showExpo, useExpo, withExpo } from '../expo/store.ts'
import { type Facts, factsOf, noFacts, showFacts, useFacts, withEvent, withLine } from '../facts.ts'
import { jointsOf, showJoints, useJoints, withJoint } from '../joint/store.ts'
import { showZones, useZones, withZones, type Zone, type Zones } from '../zones/store.ts'

export type Scene = {
  readonly facts: Facts
  readonly expo: ReturnType<typeof expoOf>
  readonly joints: ReturnType<typeof jointsOf>
  readonly zones: Zones
}

/** `before`: events that the log shows above those of the chunk; `zones` as they held when it began. */
export function beginScene(
  { board }: ChunkFacts,
  before: readonly Event[],
  zones: readonly Zone[] | undefined,
): Scene {
  const bare: Facts = { ...factsOf(board), log: [], movements: [] }
  return {
    facts: before.reduce(withLine, bare),
    expo: expoOf(board.expo),
    joints: jointsOf(board.joints),
    zones: { zones: zones ?? [], known: zones !== undefined },
  }
}

export function afterEvent(scene: Scene, event: Event): Scene {
  const { expo, joint, ...changed } = event.body as Changed
  return {
    facts: withEvent(scene.facts, event),
    expo: expo ? withExpo(scene.expo, expo) : scene.expo,
    joints: joint ? withJoint(scene.joints, joint) : scene.joints,
    zones: withZones(scene.zones, changed),
  }
}

export const emptyScene: Scene = {
  facts: noFacts,
  expo: expoOf(undefined),
  joints: jointsOf(),
  zones: { zones: [], known: false },
}

/** When an event counts, ms UTC. */
export const momentOf = ({ happened, received }: Event, knowing: Knowing): number =>
  knowing === 'happened' ? happened : received

/** How many of a chunk's events are there at a moment. */
export function eventsBefore(events: readonly Event[], at: number, knowing: Knowing): number {
  let [low, high] = [0, events.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (momentOf(events[middle] as Event, knowing) <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** What is the same stays the same: nobody is told of it. */
export function showScene({ facts, expo, joints, zones }: Scene): void {
  if (useFacts.getState() !== facts) showFacts(facts)
  if (useExpo.getState() !== expo) showExpo(expo)
  if (useJoints.getState() !== joints) showJoints(joints)
  if (useZones.getState() !== zones) showZones(zones)
}

export function showLiveScene(): void {
  showFacts()
  showExpo()
  showJoints()
  showZones()
}
