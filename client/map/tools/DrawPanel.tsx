/** Drawing on the map: what and in which tone, and the list of what this person has drawn on this console. */
import { useWords } from '../../ui/words.ts'
import { DrawingFiles } from './DrawingFiles.tsx'
import { DrawingList } from './DrawingList.tsx'
import { tones } from './drawing.ts'
import { redo, undo, useDrawings } from './drawings.ts'
import { focusMap } from './keys.ts'
import { toneColour } from './picture.ts'
import { chooseStroke, chooseTone, strokes, useHand } from './store.ts'

export function DrawPanel() {
  const words = useWords()
  const trouble = useDrawings((state) => state.trouble)
  return (
    <>
      <Strokes />
      <Tones />
      <p className="low">{words.tools.onlyHere}</p>
      {trouble && <p className="problem">{words.tools.trouble[trouble]}</p>}
      <DrawingList />
      <Steps />
      <DrawingFiles />
    </>
  )
}

function Strokes() {
  const words = useWords()
  const chosen = useHand((hand) => hand.stroke)
  return (
    <fieldset className="tool-radius" aria-label={words.tools.strokeLabel}>
      {strokes.map((stroke) => (
        <button
          key={stroke}
          type="button"
          className="chip"
          aria-pressed={chosen === stroke}
          data-testid={`stroke-${stroke}`}
          onClick={() => {
            chooseStroke(stroke)
            focusMap()
          }}
        >
          {words.tools.strokes[stroke]}
        </button>
      ))}
    </fieldset>
  )
}

function Tones() {
  const words = useWords()
  const chosen = useHand((hand) => hand.tone)
  return (
    <fieldset className="tool-radius" aria-label={words.tools.toneLabel}>
      {tones.map((tone) => (
        <button
          key={tone}
          type="button"
          className="chip"
          aria-pressed={chosen === tone}
          onClick={() => {
            chooseTone(tone)
            focusMap()
          }}
        >
          <span className="tool-tone" style={{ background: toneColour[tone] }} /> {words.tools.tones[tone]}
        </button>
      ))}
    </fieldset>
  )
}

function Steps() {
  const words = useWords()
  const { done, undone } = useDrawings()
  return (
    <div className="actions">
      <button type="button" className="button" disabled={done.length === 0} onClick={undo}>
        {words.tools.undo} <kbd>Ctrl+Z</kbd>
      </button>
      <button type="button" className="button" disabled={undone.length === 0} onClick={redo}>
        {words.tools.redo} <kbd>Ctrl+Y</kbd>
      </button>
    </div>
  )
}
