/** Of a log that was read as it is now, what had happened, or was known, at the shown moment. */
import { useMemo } from 'react'
import type { Event } from '#contract/events.ts'
import { useClock } from '../clock.ts'
import { momentOf } from './scene.ts'

/** Answers whether an event is shown; another function each shown second. */
export function useShownPart(): (event: Event) => boolean {
  const knowing = useClock(({ clock }) => (clock.mode === 'live' ? null : clock.knowing))
  const second = useClock(({ clock }) => (clock.mode === 'live' ? 0 : Math.floor(clock.at / 1000)))
  return useMemo(
    () => (event: Event) => knowing === null || Math.floor(momentOf(event, knowing) / 1000) <= second,
    [knowing, second],
  )
}
