/** The rows of the lanes with the needle: a click goes to a moment, a drag brushes a span, the wheel and keys zoom and step. */
import { type KeyboardEvent, type PointerEvent, useRef, useState, type WheelEvent } from 'react'
import { shownNow, useClock } from '../clock.ts'
import { zoomTrack } from '../replay/bar.ts'
import { seek } from '../replay/machine.ts'
import { useNow } from '../ui/now.ts'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { brush, clearBrush, type Span, useBrush } from './brush.ts'
import { LaneRow } from './LaneRow.tsx'
import { useShownSpan } from './shownSpan.ts'
import type { Subject } from './store.ts'

/** Farther is a drag. */
const CLICK_PX = 4

export function LaneArea({ subjects }: { subjects: readonly Subject[] }) {
  const words = useWords().lanes
  const span = useShownSpan()
  const area = useRef<HTMLDivElement>(null)
  const hand = useHand(area, span)
  useClock()
  useNow()
  const now = shownNow()
  const width = span.to - span.from
  const press = (event: KeyboardEvent) => {
    const deed = event.target === event.currentTarget ? keysOf(width, now)[event.key] : undefined
    if (!deed || event.altKey || event.ctrlKey) return
    event.preventDefault()
    event.stopPropagation()
    deed(event.shiftKey)
  }
  return (
    <div className="lanes-rows">
      {subjects.map((subject) => (
        <LaneRow key={`${subject.kind}/${subject.id}`} subject={subject} span={span} />
      ))}
      <div
        ref={area}
        className="lanes-area"
        role="slider"
        tabIndex={0}
        aria-label={`${words.needle} · ${words.keys}`}
        aria-valuemin={span.from}
        aria-valuemax={span.to}
        aria-valuenow={now}
        aria-valuetext={dateTime(now)}
        data-testid="lanes-area"
        {...hand}
        onKeyDown={press}
        onWheel={(event: WheelEvent) => zoomTrack(event.deltaY > 0 ? 1 : -1, now)}
      >
        <BrushedSpan span={span} />
        <i className="lanes-needle" style={{ left: shareOf(span, now) }} data-testid="lanes-needle" />
      </div>
    </div>
  )
}

export const shareOf = ({ from, to }: Span, at: number): string =>
  `${Math.max(0, Math.min(100, ((at - from) / (to - from)) * 100))}%`

function BrushedSpan({ span }: { span: Span }) {
  const { brushed } = useBrush()
  if (!brushed || brushed.to < span.from || brushed.from > span.to) return null
  const [left, right] = [shareOf(span, brushed.from), shareOf(span, brushed.to)]
  return <i className="lanes-brush" style={{ left, width: `calc(${right} - ${left})` }} />
}

/** What a pointer does: below some pixels it is a click. */
function useHand(area: { readonly current: HTMLDivElement | null }, span: Span) {
  const [from, setFrom] = useState<{ readonly x: number; readonly at: number } | null>(null)
  const momentAt = (x: number): number => {
    const box = area.current?.getBoundingClientRect()
    return box ? span.from + ((x - box.left) / box.width) * (span.to - span.from) : span.from
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      setFrom({ x: event.clientX, at: momentAt(event.clientX) })
    },
    onPointerMove: ({ clientX }: PointerEvent) => {
      if (from && Math.abs(clientX - from.x) > CLICK_PX) brush(from.at, momentAt(clientX))
    },
    onPointerUp: ({ clientX }: PointerEvent) => {
      if (from && Math.abs(clientX - from.x) <= CLICK_PX) seek(Math.round(from.at))
      setFrom(null)
    },
    onPointerCancel: () => setFrom(null),
  }
}

/** With Shift the needle drags a span along. */
const keysOf = (width: number, now: number): Record<string, (shift: boolean) => void> => ({
  ArrowLeft: (shift) => stepTo(now, now - width / 100, shift),
  ArrowRight: (shift) => stepTo(now, now + width / 100, shift),
  PageUp: (shift) => stepTo(now, now - width / 10, shift),
  PageDown: (shift) => stepTo(now, now + width / 10, shift),
  '+': () => zoomTrack(-1, now),
  '=': () => zoomTrack(-1, now),
  '-': () => zoomTrack(1, now),
  Delete: clearBrush,
})

function stepTo(now: number, at: number, drags: boolean): void {
  const { brushed } = useBrush.getState()
  if (drags) brush(brushed ? (at > now ? brushed.from : brushed.to) : now, at)
  seek(Math.round(at))
}
