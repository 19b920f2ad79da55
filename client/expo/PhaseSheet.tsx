/** Going to another phase: which exit criteria are open is said before, and then it needs a reason. */
import { useState } from 'react'
import { type Operation, openCriteria } from '#contract/expo.ts'
import { useFacts } from '../facts.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useLanguage, useNamed, useWords } from '../ui/words.ts'
import { goToPhase } from './commands.ts'
import { phaseOf } from './OperationHead.tsx'
import { openTicketsOf } from './strengths.ts'

export function PhaseSheet({ operation, onClose }: { operation: Operation; onClose: () => void }) {
  const { expo } = useWords()
  const named = useNamed()
  const others = operation.phases.filter(({ number }) => number !== operation.phase)
  const next = others.find(({ number }) => number === operation.phase + 1) ?? others[0]
  const [chosen, setChosen] = useState(next?.number ?? 1)
  const to = others.find(({ number }) => number === chosen)
  return (
    <ReasonSheet
      title={expo.goToTitle(to ? named(to) : '')}
      reasons={expo.reasons}
      onReason={(reason) => goToPhase(operation, chosen, reason)}
      onClose={onClose}
    >
      <div className="choices">
        {others.map((phase) => (
          <button
            key={phase.number}
            type="button"
            className="button"
            aria-pressed={phase.number === chosen}
            onClick={() => setChosen(phase.number)}
          >
            {phase.number} {named(phase)}
          </button>
        ))}
      </div>
      <StillOpen operation={operation} />
    </ReasonSheet>
  )
}

function StillOpen({ operation }: { operation: Operation }) {
  const { expo } = useWords()
  const language = useLanguage()
  const tickets = useFacts((facts) => facts.tickets)
  const phase = phaseOf(operation)
  const open = phase ? openCriteria(phase, openTicketsOf(operation, tickets)) : []
  if (open.length === 0) return <p className="middle">{expo.allMet}</p>
  return (
    <div data-testid="criteria-open">
      <p className="late">{expo.stillOpen(open.length)}</p>
      <ul className="expo-open">
        {open.map((item) => (
          <li key={item.id}>{language === 'zh' ? item.text : item.textEn}</li>
        ))}
      </ul>
    </div>
  )
}
