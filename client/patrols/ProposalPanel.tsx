/** What is about to be saved, what stands against it in words, and saving it: at once where nothing does, else with a reason. */
import { useEffect, useRef, useState } from 'react'
import type { Roster } from '#contract/roster.ts'
import { useMayCommand } from '../link.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useLanguage, useNamed, useWords } from '../ui/words.ts'
import { propose } from './grid.ts'
import { type Cell, conflictsOfProposal, type Proposal, saveProposal } from './proposals.ts'

export function ProposalPanel({ proposal, roster }: { proposal: Proposal; roster: Roster }) {
  const words = useWords()
  const says = words.patrols.roster
  const language = useLanguage()
  const linked = useMayCommand()
  const sayRefusal = useRefusalWords()
  const title = useTitle(proposal, roster)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const conflicts = conflictsOfProposal(proposal, roster)
  // The keys go on from the grid to what is asked, and back to the grid when it is done.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, button[type=submit]')?.focus()
    return () => document.querySelector<HTMLElement>('.roster-grid [tabindex="0"]')?.focus()
  }, [])
  const save = async () => {
    if (conflicts.length > 0 && reason.trim() === '') return setProblem(words.patrols.needReason)
    try {
      await saveProposal(proposal, reason.trim())
      propose(null)
    } catch (error) {
      setProblem(sayRefusal(error))
    }
  }
  return (
    <form
      ref={form}
      className="proposal"
      data-testid="proposal"
      onKeyDown={({ key }) => key === 'Escape' && propose(null)}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h3>{title}</h3>
      {conflicts.length === 0 ? (
        <p className="middle">{says.free}</p>
      ) : (
        <>
          <p className="late strong">{says.conflicts(conflicts.length)}</p>
          <ul className="conflict-list" data-testid="conflicts">
            {conflicts.map(({ kind, words: said }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may say the same of two bookings
              <li key={i} data-kind={kind}>
                {said[language]}
              </li>
            ))}
          </ul>
          <div className="field">
            <label htmlFor="override">{says.override}</label>
            <input
              id="override"
              className="input"
              maxLength={500}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </div>
        </>
      )}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
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
