/** From event to event: looks through the chunks beside the shown moment until one has what is asked for. */
import { create } from 'zustand'
import { CHUNK_MS } from '#contract/chunk.ts'
import type { Event } from '#contract/events.ts'
import type { Knowing } from '#contract/replay.ts'
import { useClock } from '../clock.ts'
import { useSelection } from '../selection.ts'
import { isOf, useEventChoice } from './eventChoice.ts'
import { chunkAt, isListed, letInIndex, startOf } from './listing.ts'
import { seek, sourceNow } from './machine.ts'
import { momentOf } from './scene.ts'

/** Twelve hours. */
const CHUNKS_AT_MOST = 72

export type Looking = 'no' | 'yes' | 'nothing' | 'failed'
export const useLooking = create<{ readonly looking: Looking }>(() => ({ looking: 'no' }))

/** Goes to the next event that is chosen, or with −1 to the one before. */
export async function stepEvent(direction: 1 | -1): Promise<void> {
  const { clock } = useClock.getState()
  if (clock.mode === 'live' || useLooking.getState().looking === 'yes') return
  useLooking.setState({ looking: 'yes' })
  try {
    const at = await findEvent(clock.at, direction, clock.knowing)
    useLooking.setState({ looking: at === undefined ? 'nothing' : 'no' })
    if (at !== undefined && useClock.getState().clock.mode === 'replay') seek(at)
  } catch {
    useLooking.setState({ looking: 'failed' })
  }
}

async function findEvent(at: number, direction: 1 | -1, knowing: Knowing): Promise<number | undefined> {
  const selected = useSelection.getState()
  const { choice } = useEventChoice.getState()
  const fits = (event: Event) => {
    const moment = momentOf(event, knowing)
    return (direction > 0 ? moment > at : moment < at) && isOf(event, choice, selected)
  }
  for (let i = 0; i < CHUNKS_AT_MOST; i++) {
    const events = await eventsOf(startOf(at) + direction * i * CHUNK_MS, direction, knowing)
    if (events === 'over') return undefined
    const found = direction > 0 ? events.find(fits) : events.findLast(fits)
    if (found) return momentOf(found, knowing)
  }
  return undefined
}

/** `over`: there is no history beyond. */
async function eventsOf(
  start: number,
  direction: 1 | -1,
  knowing: Knowing,
): Promise<readonly Event[] | 'over'> {
  if (!isListed(start)) {
    const [from, to] =
      direction > 0 ? [start, start + SEARCHED] : [start + CHUNK_MS - SEARCHED, start + CHUNK_MS]
    const index = await sourceNow().list(from, to)
    letInIndex(index, from, to)
    if (start >= index.now || start + CHUNK_MS <= (index.first ?? Number.POSITIVE_INFINITY)) return 'over'
  }
  const chunk = chunkAt(start)
  if (!chunk || (chunk.complete && chunk.events === 0)) return []
  const version = chunk.complete ? chunk.factsVersion : undefined
  return (await sourceNow().facts(start, knowing, version))?.events ?? []
}

/** The index of so much is asked for at once. */
const SEARCHED = CHUNK_MS * CHUNKS_AT_MOST
