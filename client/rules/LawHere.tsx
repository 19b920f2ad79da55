/** On the phone: the law at its own place, now. */
import { useState } from 'react'
import { freshPlace } from '../field/location.ts'
import { useMayCommand } from '../link.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'
import { useLaw } from './asking.ts'
import { Told } from './LawPanel.tsx'

export function LawHere() {
  const { rules } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="button" data-testid="law-here" onClick={() => setOpen(true)}>
        {rules.here}
      </button>
      {open && (
        <Sheet title={rules.here} onClose={() => setOpen(false)} testId="law-sheet">
          <Here />
        </Sheet>
      )}
    </>
  )
}

function Here() {
  const { rules } = useWords()
  const linked = useMayCommand()
  // Where the phone was when it was asked: a step further is no other question.
  const [place] = useState(freshPlace)
  const asked = useLaw(linked ? place : null, null)
  if (!linked) return <p className="problem">{rules.needsLink}</p>
  if (!place) return <p className="problem">{rules.noPlace}</p>
  return <Told asked={asked} />
}
