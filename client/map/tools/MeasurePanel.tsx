/** The measured length, and the area once the path is closed. */
import { useWords } from '../../ui/words.ts'
import { close, finish, takeBackPoint, useHand } from './store.ts'
import { areaOf, lengthOf, writtenArea, writtenLength } from './surveying.ts'

export function MeasurePanel() {
  const words = useWords()
  const { points, ended } = useHand()
  const closed = ended === 'closed'
  return (
    <>
      {points.length < 2 ? (
        <p className="low">{words.tools.noLength}</p>
      ) : (
        <dl className="tool-figures" aria-live="polite">
          <dt>{closed ? words.tools.perimeter : words.tools.length}</dt>
          <dd data-testid="measured-length">{writtenLength(lengthOf(points, closed))}</dd>
          {closed && <dt>{words.tools.area}</dt>}
          {closed && <dd data-testid="measured-area">{writtenArea(areaOf(points))}</dd>}
          <dt className="low">{words.tools.points(points.length)}</dt>
        </dl>
      )}
      <div className="actions">
        <button type="button" className="button" disabled={points.length === 0} onClick={takeBackPoint}>
          {words.tools.takeBack} <kbd>Backspace</kbd>
        </button>
        <button type="button" className="button" disabled={points.length < 3 || closed} onClick={close}>
          {words.tools.closeRing}
        </button>
        <button
          type="button"
          className="button"
          disabled={points.length < 2 || ended !== null}
          onClick={finish}
        >
          {words.tools.finish} <kbd>Enter</kbd>
        </button>
      </div>
    </>
  )
}
