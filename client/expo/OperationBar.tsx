/** Above the desk while an operation is switched on: which phase, how many exit criteria, and when everything goes back. */

import { useNamed, useWords } from '../ui/words.ts'
import { Criteria, phaseOf, SwitchState } from './OperationHead.tsx'
import { switchedOn, useExpo } from './store.ts'
import './expo.css'
import './rings.css'
import './counters.css'
import './panel.css'

export function OperationBar() {
  const words = useWords()
  const named = useNamed()
  const operation = useExpo(switchedOn)
  const phase = operation && phaseOf(operation)
  if (!operation || !phase) return null
  return (
    <div className="expo-bar" role="status" data-testid="expo-bar">
      <b className="clip">{named(operation)}</b>
      <span>
        {words.expo.phase(phase.number, operation.phases.length)} {named(phase)}
      </span>
      <Criteria operation={operation} phase={phase} />
      <SwitchState operation={operation} />
      <span className="topbar-space" />
      <span className="low">
        <kbd>Y</kbd> {words.expo.toggle}
      </span>
      <a href="/expo">{words.expo.open}</a>
    </div>
  )
}
