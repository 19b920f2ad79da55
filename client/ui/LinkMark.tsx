/** The link's state as a dot and a word, with the delay; pressed, it compares this console with the server. */
import { useLink } from '../link.ts'
import { showCheck } from '../proof.ts'
import { useWords } from './words.ts'

/** `fixed`: a wall, where nobody presses anything. */
export function LinkMark({ fixed }: { fixed: boolean }) {
  const words = useWords()
  const state = useLink((link) => link.state)
  const mark = { className: `link-mark link-${state}`, 'data-testid': 'link-state', 'data-state': state }
  if (fixed) {
    return (
      <span {...mark}>
        <State />
      </span>
    )
  }
  return (
    <button
      type="button"
      {...mark}
      aria-label={words.proof.mark(words.link[state])}
      aria-keyshortcuts="H"
      onClick={() => showCheck(true)}
    >
      <State />
    </button>
  )
}

function State() {
  const words = useWords()
  const state = useLink((link) => link.state)
  // Tenths of a second, so that the bar is drawn again only when the figure on it changes.
  const delay = useLink((link) => (link.silence / 1000).toFixed(1))
  const shown = state === 'live' || state === 'degraded'
  return (
    <>
      <svg className="shape" viewBox="0 0 12 12" width="0.9em" height="0.9em" aria-hidden="true">
        {state === 'down' ? (
          <path d="m2 2 8 8M10 2 2 10" stroke="currentColor" strokeWidth="2.4" />
        ) : (
          <circle
            cx="6"
            cy="6"
            r={state === 'live' ? 6 : 4.6}
            fill={state === 'live' ? 'currentColor' : 'none'}
            stroke="currentColor"
            strokeWidth={state === 'live' ? 0 : 2.4}
          />
        )}
      </svg>
      <b>{words.link[state]}</b>
      {shown && <span className="middle">· {words.link.delay(delay)}</span>}
    </>
  )
}
