/** Ends a rule from now on, with a reason, after showing what that changes. */
import { useEffect, useState } from 'react'
import type { Rule } from '#contract/rules.ts'
import { Refusal } from '../api.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useWords } from '../ui/words.ts'
import { end, type Preview, preview } from './commands.ts'
import { PreviewList } from './PreviewList.tsx'
import { useBehaviourName } from './saying.ts'

export function EndSheet({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const { page } = useWords().rules
  const behaviourName = useBehaviourName()
  const sayRefusal = useRefusalWords()
  const [told, setTold] = useState<Preview | Refusal | null>(null)
  useEffect(() => {
    let gone = false
    preview(rule.id, null).then(
      (answer) => !gone && setTold(answer),
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        if (!gone) setTold(error)
      },
    )
    return () => {
      gone = true
    }
  }, [rule.id])
  return (
    <ReasonSheet
      title={page.endTitle(behaviourName(rule.behaviour))}
      reasons={page.endReasons}
      onReason={(reason) => end(rule, reason)}
      onClose={onClose}
    >
      {told instanceof Refusal && <p className="problem">{sayRefusal(told)}</p>}
      {told && !(told instanceof Refusal) && <PreviewList preview={told} />}
    </ReasonSheet>
  )
}
