/** The stretch of time that a hand drags through: what is here of it, how much happened when, and the alarms. */
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, type WheelEvent } from 'react'
import { CHUNK_MS } from '#contract/chunk.ts'
import type { Replay } from '../clock.ts'
import { clockTime, dateTime, shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { type Span, setSpan, spans, trackStretch, useBar, zoomTrack } from './bar.ts'
import { isUrgent } from './eventChoice.ts'
import { useIndex } from './listing.ts'
import { useLiveSecond } from './liveSecond.ts'
import { renew, seek, step, tapeNow } from './machine.ts'
import { momentOf } from './scene.ts'

export function Track({ clock }: { clock: Replay }) {
  const { replay } = useWords()
  const bar = useBar()
  const live = useLiveSecond()
  const { span } = bar
  const { from, to } = trackStretch(bar, live)
  const track = useRef<HTMLDivElement>(null)
  const placeOf = (x: number) => {
    const box = track.current?.getBoundingClientRect()
    return box ? from + ((x - box.left) / box.width) * span : clock.at
  }
  useEffect(() => tapeNow().list(from, to), [from, to])
  const drag = (event: PointerEvent) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    else if (!useBar.getState().dragging) return
    useBar.setState({ dragging: true })
    seek(placeOf(event.clientX))
  }
  const drop = () => {
    useBar.setState({ dragging: false })
    renew()
  }
  const press = (event: KeyboardEvent) => {
    const deed = keysOf(span, clock.at)[event.key]
    if (!deed) return
    event.preventDefault()
    event.stopPropagation()
    deed()
  }
  const share = (at: number) => `${((at - from) / span) * 100}%`
  return (
    <div className="replay-track-row">
      <time className="low">{shortDate(from)}</time>
      <div
        ref={track}
        className="replay-track"
        role="slider"
        tabIndex={0}
        aria-label={`${replay.track} · ${replay.trackHint}`}
        aria-valuemin={from}
        aria-valuemax={to}
        aria-valuenow={clock.at}
        aria-valuetext={dateTime(clock.at)}
        data-testid="replay-track"
        onPointerDown={drag}
        onPointerMove={drag}
        onPointerUp={drop}
        onPointerCancel={drop}
        onKeyDown={press}
        onWheel={(event: WheelEvent) => zoomTrack(event.deltaY > 0 ? 1 : -1, placeOf(event.clientX))}
      >
        <Chunks from={from} span={span} clock={clock} />
        <Alarms from={from} span={span} knowing={clock.knowing} />
        <i className="replay-edge" style={{ left: share(live) }} title={replay.edge} />
        <i className="replay-head" style={{ left: share(clock.at) }} />
      </div>
      <time className="low">{shortDate(to)}</time>
      <Spans span={span} />
    </div>
  )
}

const keysOf = (span: Span, at: number): Record<string, () => void> => ({
  ArrowLeft: () => step(-span / 60),
  ArrowRight: () => step(span / 60),
  PageUp: () => step(-span / 6),
  PageDown: () => step(span / 6),
  '+': () => zoomTrack(-1, at),
  '=': () => zoomTrack(-1, at),
  '-': () => zoomTrack(1, at),
})

type Stretch = { readonly from: number; readonly span: number }

/** Each ten minutes: how much happened, and whether it is here. */
function Chunks({ from, span, clock }: Stretch & { clock: Replay }) {
  const chunks = useIndex((index) => index.chunks)
  // What is here changes with the shown state.
  useBar((bar) => bar.state)
  const most = useMemo(() => Math.max(1, ...Array.from(chunks.values(), ({ events }) => events)), [chunks])
  return [...chunks.values()]
    .filter(({ starts }) => starts + CHUNK_MS > from && starts < from + span)
    .map(({ starts, until, events }) => (
      <i
        key={starts}
        className="replay-chunk"
        data-here={tapeNow().state(starts, clock.knowing)}
        title={`${clockTime(starts)} · ${events}`}
        style={{
          left: `${((starts - from) / span) * 100}%`,
          width: `${((until - starts) / span) * 100}%`,
          // The density of events, as a height.
          ['--events' as string]: `${Math.round((events / most) * 100)}%`,
        }}
      />
    ))
}

/** Of the chunks whose events are here. */
function Alarms({ from, span, knowing }: Stretch & { knowing: Replay['knowing'] }) {
  const chunks = useIndex((index) => index.chunks)
  useBar((bar) => bar.state)
  const urgent = [...chunks.keys()]
    .filter((starts) => starts + CHUNK_MS > from && starts < from + span)
    .flatMap((starts) => tapeNow().facts(starts, knowing)?.events.filter(isUrgent) ?? [])
  return urgent.map((event) => (
    <i
      key={event.number}
      className="replay-alarm"
      style={{ left: `${((momentOf(event, knowing) - from) / span) * 100}%` }}
    />
  ))
}

function Spans({ span }: { span: Span }) {
  const { replay } = useWords()
  const names = [replay.spans.min10, replay.spans.hour, replay.spans.hours6, replay.spans.day]
  return (
    <select
      className="input replay-span"
      aria-label={replay.span}
      value={span}
      onChange={(event) => setSpan(Number(event.target.value) as Span)}
    >
      {spans.map((each, i) => (
        <option key={each} value={each}>
          {names[i]}
        </option>
      ))}
    </select>
  )
}
