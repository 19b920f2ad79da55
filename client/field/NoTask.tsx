/** No task: whether the unit is on duty, and changing that. */
import { useState } from 'react'
import { type Duty, duties, setDuty } from '#contract/units.ts'
import { call } from '../api.ts'
import { letIn, useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { useNow } from '../ui/now.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { clockTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'

export function NoTask({ unit: id }: { unit: number }) {
  const words = useWords()
  const named = useNamed()
  const now = useNow()
  const unit = useFacts((facts) => facts.units.get(id))
  const linked = useMayCommand()
  const sayRefusal = useRefusalWords()
  const [problem, setProblem] = useState<string | null>(null)
  if (!unit) return null
  const change = async (duty: Duty) => {
    setProblem(null)
    try {
      letIn({ unit: await call(setDuty, { params: { id }, body: { version: unit.version, duty } }) })
    } catch (error) {
      setProblem(sayRefusal(error))
    }
  }
  return (
    <article className="no-task" data-testid="field-no-task">
      <h1>
        {unit.code} {named(unit)}
      </h1>
      <p className="middle">
        {words.field.noTask} · {words.duties[unit.duty]} · {words.screen.asOf(clockTime(now))}
      </p>
      <div className="second-steps">
        {duties
          .filter((duty) => duty !== unit.duty)
          .map((duty) => (
            <button
              key={duty}
              type="button"
              className="button"
              disabled={!linked}
              data-testid={`duty-${duty}`}
              onClick={() => void change(duty)}
            >
              {words.field.duty[duty]}
            </button>
          ))}
      </div>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </article>
  )
}
