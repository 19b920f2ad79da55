/** Form, corners, steps back and forth, and an early warning, while a ring or line is drawn. */
import { useWords } from '../ui/words.ts'
import { drawAgain, draws, finish, isLine, useEditor } from './editor.ts'
import { redo, undo } from './pencil.ts'
import { warningOf } from './sketchArea.ts'

export function SketchTools() {
  const { zones: words } = useWords()
  const editor = useEditor()
  if (!draws(editor)) return null
  const { task, shape, sketch, past, future, begun, corner } = editor
  const count = sketch.points.length
  const hint = sketch.done
    ? words.sketch.reshape
    : isLine(editor)
      ? words.sketch.beginLine
      : shape === 'circle'
        ? words.sketch.beginCircle
        : words.sketch.begin
  return (
    <section className="zone-sketch">
      {task?.kind === 'draw' && <ShapeChoice />}
      <p className="middle">{hint}</p>
      <p data-testid="zone-corners">
        {corner === null
          ? words.sketch.corners(Math.max(count, begun))
          : words.sketch.corner(corner + 1, count)}
      </p>
      <div className="zone-deeds">
        <button type="button" className="button" disabled={past.length === 0 && begun === 0} onClick={undo}>
          {words.sketch.undo}
        </button>
        <button type="button" className="button" disabled={future.length === 0 && begun === 0} onClick={redo}>
          {words.sketch.redo}
        </button>
        {!sketch.done && count > 1 && (
          <button type="button" className="button" onClick={finish}>
            {words.sketch.close}
          </button>
        )}
        {sketch.done && task?.kind !== 'reshape' && (
          <button type="button" className="button" onClick={drawAgain}>
            {words.sketch.again}
          </button>
        )}
      </div>
      <Warned />
      <p className="low">{words.sketch.keys}</p>
    </section>
  )
}

function ShapeChoice() {
  const { zones: words } = useWords()
  const { shape, metres } = useEditor()
  return (
    <div className="zone-deeds">
      {(['polygon', 'circle'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className="button"
          aria-pressed={shape === each}
          onClick={() => useEditor.setState({ shape: each })}
        >
          {words.sketch[each]}
        </button>
      ))}
      {shape === 'circle' && (
        <label className="zone-radius">
          {words.sketch.radius}
          <input
            className="input"
            type="number"
            min={5}
            max={20_000}
            value={metres}
            onChange={(event) => useEditor.setState({ metres: Number(event.target.value) || 5 })}
          />
        </label>
      )}
    </div>
  )
}

function Warned() {
  const { zones: words } = useWords()
  const editor = useEditor()
  if (!editor.sketch.done || isLine(editor)) return null
  const warning = warningOf(editor.sketch.points)
  if (!warning) return null
  const where = 'place' in warning ? warning.place.map((each) => each.toFixed(5)).join(', ') : ''
  return (
    <p className="problem" role="status" data-testid="zone-warning">
      {warning.kind === 'empty' ? words.warnings.empty : words.warnings[warning.kind](where)}
    </p>
  )
}
