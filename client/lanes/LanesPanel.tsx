/** The lanes below the map: what went on with cases and units on one timeline, brushed and scrubbed by hand or by key. */
import { useEffect } from 'react'
import { useIsReplaying } from '../clock.ts'
import { openExport } from '../exports/asking.ts'
import { pinNow } from '../review/pinning.ts'
import { useSelection } from '../selection.ts'
import { useMay } from '../session.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { clockTime, shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { clearBrush, keepLooping, toggleLoop, useBrush } from './brush.ts'
import { LaneArea } from './LaneArea.tsx'
import { useShownSpan } from './shownSpan.ts'
import { addSelected, followLanes, isOpen, subjectsOf, toggleLanes, useLanes } from './store.ts'
import './lanes.css'

export function LanesPanel() {
  const maySee = useMay('replay.see')
  useEffect(() => (maySee ? followLanes() : undefined), [maySee])
  useEffect(keepLooping, [])
  useSelection()
  const words = useWords().lanes
  const replaying = useIsReplaying()
  const state = useLanes()
  const open = isOpen(state, replaying)
  const subjects = subjectsOf(state)
  // Live, the desk has no room for what nobody asked for.
  if (!maySee || (!open && !replaying)) return null
  return (
    <section className="lanes" aria-label={words.title} data-testid="lanes">
      <Head open={open} />
      {open && subjects.length > 0 && <LaneArea subjects={subjects} />}
      {open && subjects.length === 0 && <p className="empty">{words.empty}</p>}
    </section>
  )
}

function Head({ open }: { open: boolean }) {
  const all = useWords()
  const words = all.lanes
  const sayRefusal = useRefusalWords()
  const { error, lanes } = useLanes()
  const span = useShownSpan()
  const mayPin = useMay('review.edit')
  const mayExport = useMay('scene.export')
  return (
    <header className="lanes-head">
      <button
        type="button"
        className="button quiet"
        aria-expanded={open}
        data-testid="lanes-toggle"
        onClick={toggleLanes}
      >
        {words.toggle} <kbd>Shift+Z</kbd>
      </button>
      {open && (
        <>
          <span className="low">{words.span(shortDate(span.from), shortDate(span.to))}</span>
          <button type="button" className="button quiet" onClick={addSelected}>
            {words.add}
          </button>
          <Brushed />
          {error !== null && <span className="problem">{words.notRead + sayRefusal(error)}</span>}
          {lanes?.earlier && <span className="problem">{words.earlier}</span>}
          {lanes?.signals.some(({ heard }) => heard === null) && (
            <span className="middle">{words.noSignal}</span>
          )}
          <span className="low lanes-keys">{words.keys}</span>
        </>
      )}
      {mayPin && (
        <button type="button" className="button" data-testid="pin-now" onClick={pinNow}>
          {all.review.pin} <kbd>Shift+B</kbd>
        </button>
      )}
      {mayExport && (
        <button type="button" className="button" data-testid="open-export" onClick={openExport}>
          {all.exports.open}
        </button>
      )}
    </header>
  )
}

function Brushed() {
  const words = useWords().lanes
  const { brushed, loops } = useBrush()
  if (!brushed) return null
  return (
    <span className="lanes-brushed" data-testid="lanes-brushed">
      {words.brushed(clockTime(brushed.from), clockTime(brushed.to))}{' '}
      <button
        type="button"
        className="button quiet"
        aria-pressed={loops}
        data-testid="lanes-loop"
        onClick={toggleLoop}
      >
        {words.loop}
      </button>
      <button type="button" className="button quiet" onClick={clearBrush}>
        {words.clear}
      </button>
    </span>
  )
}
