/** A finding on patrol: opened where it is found, with photos, and queued where there is no network. */
import { useState } from 'react'
import { stopPicking, useSelection } from '../selection.ts'
import { useWords } from '../ui/words.ts'
import { FindingSheet } from './FindingSheet.tsx'

export type Found = { readonly category: string | null; readonly address: string }
const nothing: Found = { category: null, address: '' }

export function FindingButton() {
  const words = useWords()
  const [open, setOpen] = useState(false)
  const [found, setFound] = useState(nothing)
  // The sheet makes way for the map while a place is chosen on it.
  const picking = useSelection((selection) => selection.picking)
  return (
    <>
      <button type="button" className="button" data-testid="field-finding" onClick={() => setOpen(true)}>
        {words.phone.finding.heading}
      </button>
      {open && picking && (
        <div className="pick-hint" role="status">
          <span>{words.phone.finding.tapMap}</span>
          <button type="button" className="button" onClick={stopPicking}>
            {words.screen.cancel}
          </button>
        </div>
      )}
      {open && !picking && (
        <FindingSheet
          found={found}
          onChange={(changes) => setFound({ ...found, ...changes })}
          onSent={() => setFound(nothing)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
