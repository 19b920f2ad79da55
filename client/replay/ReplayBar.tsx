/** The bar of the time machine: play, step, speed, time, what is known, and the way back to live. */
import { type MouseEvent, useState } from 'react'
import { type Replay, serverNow, useClock } from '../clock.ts'
import { clockTime, dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { useBar } from './bar.ts'
import { CopyLink } from './CopyLink.tsx'
import { EventSteps } from './EventSteps.tsx'
import { useLooking } from './eventSteps.ts'
import { Glyph } from './Glyph.tsx'
import { useIndex } from './listing.ts'
import {
  leaveReplay,
  retry,
  reverse,
  seek,
  setKnowing,
  setSpeed,
  speeds,
  step,
  togglePlaying,
} from './machine.ts'
import { Track } from './Track.tsx'
import { readMoment } from './when.ts'
import './replay.css'

const TEN_S = 10_000

export function ReplayBar() {
  const clock = useClock((state) => state.clock)
  const words = useWords()
  if (clock.mode === 'live') return null
  return (
    <section
      className="replay-bar"
      aria-label={words.replay.title}
      data-testid="replay-bar"
      onMouseDown={keepFocus}
    >
      <div className="replay-row">
        <Transport clock={clock} />
        <EventSteps />
        <Speeds clock={clock} />
        <Time clock={clock} />
        <Knowing clock={clock} />
        <CopyLink />
        <Standing clock={clock} />
        <button
          type="button"
          className="button replay-leave"
          data-testid="leave-replay"
          onClick={leaveReplay}
        >
          {words.replay.back} <kbd>Esc</kbd>
        </button>
      </div>
      <Track clock={clock} />
    </section>
  )
}

/** A button that is clicked does not take the focus: Space goes on playing and pausing instead of pressing it again. */
function keepFocus(event: MouseEvent): void {
  if (!(event.target instanceof Element) || !event.target.closest('button')) return
  event.preventDefault()
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

function Transport({ clock: { playing, speed } }: { clock: Replay }) {
  const { replay } = useWords()
  return (
    <div className="replay-group">
      <button
        type="button"
        className="button"
        title={`${replay.backTen} [`}
        aria-label={replay.backTen}
        onClick={() => step(-TEN_S)}
      >
        <Glyph shape="back" /> 10 s
      </button>
      <button
        type="button"
        className="button"
        aria-pressed={speed < 0}
        title={speed < 0 ? replay.forward : replay.reverse}
        aria-label={replay.reverse}
        data-testid="replay-reverse"
        onClick={reverse}
      >
        <Glyph shape="reverse" />
      </button>
      <button
        type="button"
        className="button primary"
        aria-label={playing ? replay.pause : replay.play}
        aria-keyshortcuts="Space"
        data-testid="replay-play"
        data-playing={playing}
        onClick={togglePlaying}
      >
        <Glyph shape={playing ? 'pause' : 'play'} />
      </button>
      <button
        type="button"
        className="button"
        title={`${replay.onTen} ]`}
        aria-label={replay.onTen}
        onClick={() => step(TEN_S)}
      >
        <Glyph shape="on" /> 10 s
      </button>
    </div>
  )
}

function Speeds({ clock: { speed } }: { clock: Replay }) {
  const { replay } = useWords()
  return (
    <fieldset className="replay-group replay-speeds" aria-label={replay.speed}>
      {speeds.map((each) => (
        <button
          key={each}
          type="button"
          className="button"
          aria-pressed={Math.abs(speed) === each}
          data-testid={`speed-${each}`}
          onClick={() => setSpeed(each)}
        >
          {replay.times(each)}
        </button>
      ))}
    </fieldset>
  )
}

/** The moment, and a field to go to another. */
function Time({ clock: { at } }: { clock: Replay }) {
  const words = useWords()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const go = () => {
    const moment = readMoment(text, serverNow())
    setWrong(moment === undefined)
    if (moment === undefined) return
    seek(moment)
    setText('')
  }
  return (
    <form
      className="replay-group"
      onSubmit={(event) => {
        event.preventDefault()
        go()
      }}
    >
      <time className="replay-time" dateTime={new Date(at).toISOString()} data-testid="replay-time">
        {dateTime(at)}
      </time>
      <input
        className="input replay-jump"
        aria-label={words.replay.jump}
        aria-invalid={wrong}
        title={wrong ? words.replay.line.unknown : words.replay.jump}
        placeholder={words.replay.jumpHint}
        value={text}
        data-testid="replay-jump"
        onChange={(event) => {
          setWrong(false)
          setText(event.target.value)
        }}
      />
    </form>
  )
}

function Knowing({ clock: { knowing } }: { clock: Replay }) {
  const { replay } = useWords()
  return (
    <label className="replay-group" title={replay.knowingHint}>
      <input
        type="checkbox"
        checked={knowing === 'received'}
        data-testid="replay-knowing"
        onChange={(event) => setKnowing(event.target.checked ? 'received' : 'happened')}
      />
      {replay.knowing}
    </label>
  )
}

/** How much of the moment is here, and how true it is. */
function Standing({ clock: { at, playing } }: { clock: Replay }) {
  const { replay } = useWords()
  const { state, level, pictured } = useBar()
  const first = useIndex((index) => index.first)
  const isAtEdge = !playing && at > serverNow() - 5000
  const stands = state !== 'ready' && state !== 'none' && pictured !== null && Math.abs(pictured - at) > 1000
  return (
    <p className="replay-standing" role="status" data-testid="replay-standing" data-state={state}>
      <span className={state === 'failed' ? 'problem' : 'middle'}>{replay.states[state]}</span>
      {stands && <span className="problem">{replay.stillOf(clockTime(pictured))}</span>}
      {state === 'failed' && (
        <button type="button" className="button quiet" onClick={retry}>
          {replay.retry}
        </button>
      )}
      {state === 'none' && first != null && at < first && (
        <button
          type="button"
          className="button quiet"
          data-testid="replay-oldest"
          onClick={() => seek(first)}
        >
          {replay.oldest(dateTime(first))}
        </button>
      )}
      {state === 'ready' && level !== null && level > 1 && (
        <span className="middle" data-testid="replay-reckoned">
          {replay.reckoned(level)}
        </span>
      )}
      {isAtEdge && <span className="middle">{replay.edge}</span>}
      <Looking />
      <span className="low clip" title={replay.noCommands}>
        {replay.noCommands}
      </span>
    </p>
  )
}

/** What became of the step to another event. */
function Looking() {
  const { replay } = useWords()
  const looking = useLooking((state) => state.looking)
  if (looking === 'no') return null
  const said = { yes: replay.looking, nothing: replay.noEvent, failed: replay.states.failed }
  return <span className={looking === 'failed' ? 'problem' : 'middle'}>{said[looking]}</span>
}
