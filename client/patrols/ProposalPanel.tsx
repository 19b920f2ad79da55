/** What is about to be saved, what stands against it in words, and saving it: at once where nothing does, else with a reason. */
import { useEffect, useRef, useState } from 'react'
import type { Roster } from '#contract/roster.ts'
import { useMayCommand } from '../link.ts'
import { Problem } from '../ui/Problem.tsx'
import { useSending } from '../ui/sending.ts'
import { useLanguage, useNamed, useWords } from '../ui/words.ts'
import { propose } from './grid.ts'
import { OverrideField } from './OverrideField.tsx'
import { type Cell, conflictsOfProposal, type Proposal, saveProposal } from './proposals.ts'

export function ProposalPanel({ proposal, roster }: { proposal: Proposal; roster: Roster }) {
  const words = useWords()
  const says = words.patrols.roster
  const language = useLanguage()
  const linked = useMayCommand()
  const title = useTitle(proposal, roster)
  const [reason, setReason] = useState('')
  const form = useRef<HTMLFormElement>(null)
  // Two bookings may stand against it in the same words.
  const conflicts = new Set(conflictsOfProposal(proposal, roster).map(({ words: said }) => said[language]))
  // The keys go on from the grid to what is asked, and back to the grid when it is done.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, button[type=submit]')?.focus()
    return () => document.querySelector<HTMLElement>('.roster-grid [tabindex="0"]')?.focus()
  }, [])
  const save = async () => {
    await saveProposal(proposal, reason.trim())
    propose(null)
  }
  const { submit, problem } = useSending(save, () =>
    conflicts.size > 0 && reason.trim() === '' ? words.patrols.needReason : null,
  )
  return (
    <form
      ref={form}
      className="proposal"
      data-testid="proposal"
      onKeyDown={({ key }) => key === 'Escape' && propose(null)}
      onSubmit={submit}
    >
      <h3>{title}</h3>
      {conflicts.size === 0 ? (
        <p className="middle">{says.free}</p>
      ) : (
        <>
          <p className="late strong">{says.conflicts(conflicts.size)}</p>
          <ul className="conflict-list" data-testid="conflicts">
            {[...conflicts].map((said) => (
              <li key={said}>{said}</li>
            ))}
          </ul>
          <OverrideField reason={reason} onReason={setReason} />
        </>
      )}
      <Problem words={problem} />
      <div className="actions">
        <button type="button" className="button" data-testid="proposal-cancel" onClick={() => propose(null)}>
          {words.screen.cancel} <kbd>Esc</kbd>
        </button>
        <button type="submit" className="button primary" disabled={!linked} data-testid="proposal-save">
          {says.save} <kbd>Enter</kbd>
        </button>
      </div>
    </form>
  )
}

function useTitle(proposal: Proposal, roster: Roster): string {
  const says = useWords().patrols.roster
  const named = useNamed()
  const code = (unit: number) => roster.crews.find((crew) => crew.unit === unit)?.code ?? ''
  const when = ({ day, shift }: Cell) => {
    const known = roster.shifts.find((each) => each.code === shift)
    return `${day.slice(5)} ${known ? named(known) : ''}`
  }
  switch (proposal.kind) {
    case 'put':
      return says.put(code(proposal.unit), when(proposal))
    case 'move':
      return says.move(code(proposal.entry.unit), when(proposal.entry), when(proposal))
    case 'give':
      return says.give(named(proposal.round), code(proposal.unit))
    case 'swap':
      return says.swap(named(proposal.one), named(proposal.other))
  }
}
