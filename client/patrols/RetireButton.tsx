/** Retires a plan, with a reason: its rounds that have not begun are cancelled. */
import { useState } from 'react'
import { type Plan, retirePlan } from '#contract/patrols.ts'
import { call } from '../api.ts'
import { letIn } from '../facts.ts'
import { needLink, useMayCommand } from '../link.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useNamed, useWords } from '../ui/words.ts'

export function RetireButton({ plan }: { plan: Plan }) {
  const { patrols } = useWords()
  const named = useNamed()
  const linked = useMayCommand()
  const [asked, setAsked] = useState(false)
  return (
    <>
      <button type="button" className="button" disabled={!linked} onClick={() => setAsked(true)}>
        {patrols.retire}
      </button>
      {asked && (
        <ReasonSheet
          title={patrols.retireTitle(named(plan))}
          reasons={patrols.retireReasons}
          onReason={(reason) => retire(plan, reason)}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}

async function retire({ id, version }: Plan, reason: string): Promise<void> {
  needLink()
  letIn({ plan: await call(retirePlan, { params: { id }, body: { version, reason } }) })
}
