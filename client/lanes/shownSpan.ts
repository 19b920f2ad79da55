/** The stretch of time that the lanes draw, as it moves. */
import { useIsReplaying } from '../clock.ts'
import { useBar } from '../replay/bar.ts'
import { useLiveSecond } from '../replay/liveSecond.ts'
import type { Span } from './brush.ts'
import { spanNow } from './store.ts'

export function useShownSpan(): Span {
  useBar(({ middle }) => middle)
  useBar(({ span }) => span)
  useIsReplaying()
  useLiveSecond()
  return spanNow()
}
