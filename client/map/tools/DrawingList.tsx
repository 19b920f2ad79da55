/** The drawings in a list: each can be found, named, hidden and deleted. */
import { type KeyboardEvent, useState } from 'react'
import { fitPlaces } from '../../scene.ts'
import { useWords } from '../../ui/words.ts'
import { type Drawing, LONGEST_NAME } from './drawing.ts'
import { changeDrawing, deleteDrawing, useDrawings } from './drawings.ts'
import { focusMap } from './keys.ts'
import { placesOf, toneColour } from './picture.ts'

export function DrawingList() {
  const words = useWords()
  const { drawings, fresh } = useDrawings()
  const [renaming, setRenaming] = useState<number | null>(null)
  if (drawings.length === 0) return <p className="low">{words.tools.noDrawings}</p>
  return (
    <ul className="rows tool-drawings" aria-label={words.tools.names.draw}>
      {drawings.map((drawing) => (
        <li key={drawing.id} className="row drawing-row" data-testid="drawing">
          <span className="tool-tone" style={{ background: toneColour[drawing.tone] }} />
          {drawing.id === renaming || drawing.id === fresh ? (
            <NameField drawing={drawing} onDone={() => setRenaming(null)} />
          ) : (
            <Named drawing={drawing} onRename={() => setRenaming(drawing.id)} />
          )}
        </li>
      ))}
    </ul>
  )
}

function Named({ drawing, onRename }: { drawing: Drawing; onRename: () => void }) {
  const words = useWords()
  const name = drawing.name || words.tools.unnamed(words.tools.strokes[drawing.shape], drawing.id + 1)
  return (
    <>
      <button
        type="button"
        className={drawing.hidden ? 'link clip low' : 'link clip'}
        onClick={() => fitPlaces(placesOf(drawing), 'person')}
      >
        {name}
      </button>
      <button type="button" className="chip" onClick={onRename}>
        {words.tools.rename}
      </button>
      <button
        type="button"
        className="chip"
        onClick={() => changeDrawing(drawing.id, { hidden: !drawing.hidden })}
      >
        {drawing.hidden ? words.tools.show : words.tools.hide}
      </button>
      <button type="button" className="chip" onClick={() => deleteDrawing(drawing.id)}>
        {words.tools.remove}
      </button>
    </>
  )
}

/** Enter or leaving the field keeps the name, Esc the one before. */
function NameField({ drawing, onDone }: { drawing: Drawing; onDone: () => void }) {
  const words = useWords()
  const [name, setName] = useState(drawing.name)
  const keep = () => {
    useDrawings.setState({ fresh: null })
    onDone()
    if (name.trim() !== drawing.name) changeDrawing(drawing.id, { name: name.trim() })
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') setName(drawing.name)
    if (event.key === 'Enter') focusMap()
  }
  return (
    <input
      className="input"
      // biome-ignore lint/a11y/noAutofocus: asked for, or just drawn and waiting for its name
      autoFocus
      aria-label={words.tools.name}
      placeholder={words.tools.name}
      maxLength={LONGEST_NAME}
      data-testid="drawing-name"
      value={name}
      onChange={(event) => setName(event.target.value)}
      onKeyDown={press}
      onBlur={keep}
    />
  )
}
