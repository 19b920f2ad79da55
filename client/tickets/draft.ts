/** A case being written: its fields, what is missing, and what the server said against it. */
import { useState } from 'react'
import { say } from '../desk/say.ts'
import { write } from '../desk/view.ts'
import { fuseAsIntended } from '../problems/SimilarToDraft.tsx'
import { pickPlace, selectTicket, useSelection } from '../selection.ts'
import { refusalWords } from '../ui/refusalWords.ts'
import { useWords } from '../ui/words.ts'
import { open } from './commands.ts'
import { complete, type Draft, emptyDraft, fieldOf, type Problems } from './complete.ts'

export function useDraft() {
  const words = useWords()
  const [draft, setDraft] = useState(emptyDraft)
  const [problems, setProblems] = useState<Problems>({})
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    const checked = complete(draft, useSelection.getState().picked, words)
    if ('problems' in checked) return setProblems(checked.problems)
    setBusy(true)
    try {
      const ticket = await open(checked.ticket)
      // Before the form goes, and what was chosen in it with it.
      const fused = await fuseAsIntended(ticket)
      pickPlace(null)
      write(false)
      selectTicket(ticket.id)
      if (!fused) say(words.desk.form.opened(ticket.code))
    } catch (error) {
      setProblems({ [fieldOf(error)]: refusalWords(error) })
      setBusy(false)
    }
  }
  const change = (changes: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...changes }))
    setProblems({})
  }
  return { draft, change, problems, busy, submit }
}
