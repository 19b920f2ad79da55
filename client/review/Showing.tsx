/** The strip that goes with a playlist as it is shown: the note, how far it is, and the way on. */
import { useEffect } from 'react'
import { clockTime, dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { pinShown, playAround, showAgain, stepShowing, stopShowing, useShowing } from './showing.ts'
import './showing.css'

const keys: Readonly<Record<string, () => void>> = {
  ArrowRight: () => stepShowing(1),
  PageDown: () => stepShowing(1),
  ArrowLeft: () => stepShowing(-1),
  PageUp: () => stepShowing(-1),
  KeyR: showAgain,
  Escape: stopShowing,
}

export function Showing() {
  const words = useWords().review
  const showing = useShowing((state) => state.showing)
  const pin = useShowing(pinShown)
  useEffect(() => (pin ? playAround(pin) : undefined), [pin])
  const isShowing = showing !== null
  useEffect(() => (isShowing ? listen() : undefined), [isShowing])
  if (!showing || !pin) return null
  return (
    <section className="showing" aria-label={words.showing.label} data-testid="showing">
      <p className="showing-where">
        <b>{words.showing.of(showing.index + 1, showing.pins.length)}</b>{' '}
        <time title={dateTime(pin.at)}>{clockTime(pin.at)}</time>
        {pin.tags.map((tag) => (
          <span key={tag} className="review-tag">
            {tag}
          </span>
        ))}
      </p>
      <p className="showing-note" aria-live="polite" data-testid="showing-note">
        {pin.note || words.noNote}
      </p>
      <div className="showing-deeds">
        <button
          type="button"
          className="button"
          disabled={showing.index === 0}
          onClick={() => stepShowing(-1)}
        >
          {words.showing.previous}
        </button>
        <button
          type="button"
          className="button"
          disabled={showing.index === showing.pins.length - 1}
          data-testid="showing-next"
          onClick={() => stepShowing(1)}
        >
          {words.showing.next}
        </button>
        <button type="button" className="button" onClick={showAgain}>
          {words.showing.again}
        </button>
        <button type="button" className="button" data-testid="showing-stop" onClick={stopShowing}>
          {words.showing.stop}
        </button>
      </div>
    </section>
  )
}

/** Before the desk and the time machine hear them. */
function listen(): () => void {
  const hear = (event: KeyboardEvent) => {
    const { code, target } = event
    const isTyping = target instanceof HTMLElement && target.matches('input, textarea, select')
    const deed = keys[code]
    if (!deed || isTyping || event.isComposing || document.querySelector('dialog[open]')) return
    event.preventDefault()
    event.stopPropagation()
    deed()
  }
  window.addEventListener('keydown', hear, true)
  return () => window.removeEventListener('keydown', hear, true)
}
