/** Says that the next click on the map chooses the place of a new case. */
import { stopPicking, useSelection } from '../selection.ts'
import { useWords } from '../ui/words.ts'

export function PickBanner() {
  const words = useWords()
  const picking = useSelection((selection) => selection.picking)
  if (!picking) return null
  return (
    <div className="banner calm" role="status">
      <span className="clip">{words.desk.form.picking}</span>
      <button type="button" className="button" onClick={stopPicking}>
        {words.screen.cancel}
      </button>
    </div>
  )
}
