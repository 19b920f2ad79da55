/** Which operation it is, its four phases with their days, how many exit criteria are met, and whether it is switched on. */
import type { Operation, Phase } from '#contract/expo.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { shortDate } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import type { Asked } from './ExpoPage.tsx'
import { useOpenItems } from './strengths.ts'

export function OperationHead({ operation, onAsk }: { operation: Operation; onAsk: (asked: Asked) => void }) {
  const words = useWords()
  const named = useNamed()
  const phase = phaseOf(operation)
  const mayLead = useMay('expo.lead')
  return (
    <header className="expo-head">
      <h1 className="clip">{named(operation)}</h1>
      <ol className="expo-phases" data-testid="expo-phases">
        {operation.phases.map((each) => (
          <PhaseMark key={each.number} phase={each} current={each.number === operation.phase} />
        ))}
      </ol>
      {phase && <Criteria operation={operation} phase={phase} />}
      {mayLead && (
        <button type="button" className="button" data-testid="ask-phase" onClick={() => onAsk('phase')}>
          {words.expo.goTo} <kbd>P</kbd>
        </button>
      )}
      <SwitchState operation={operation} />
      {mayLead && (
        <button type="button" className="button" data-testid="ask-switch" onClick={() => onAsk('switch')}>
          {operation.switched ? words.expo.switchOff : words.expo.switchOn} <kbd>W</kbd>
        </button>
      )}
      <button
        type="button"
        className="button quiet"
        data-testid="ask-settings"
        onClick={() => onAsk('settings')}
      >
        {words.expo.settings.open} <kbd>E</kbd>
      </button>
      <a className="button quiet" href={`/wall?operation=${operation.code}`}>
        {words.expo.wall}
      </a>
    </header>
  )
}

export const phaseOf = ({ phases, phase }: Operation): Phase | undefined =>
  phases.find(({ number }) => number === phase)

function PhaseMark({ phase, current }: { phase: Phase; current: boolean }) {
  const words = useWords()
  const named = useNamed()
  return (
    <li className={current ? 'expo-phase current' : 'expo-phase'} aria-current={current ? 'step' : undefined}>
      <b>
        {phase.number} {named(phase)}
      </b>
      <span className="low">{words.expo.phaseDates(day(phase.startsAt), day(phase.endsAt - 1))}</span>
    </li>
  )
}

/** `11-05` */
export const day = (at: number): string => shortDate(at).slice(0, 5)

export function Criteria({ operation, phase }: { operation: Operation; phase: Phase }) {
  const words = useWords()
  const all = phase.items.filter(({ kind }) => kind === 'exit').length
  const open = useOpenItems(operation, phase).filter(({ kind }) => kind === 'exit').length
  return (
    <span className={open > 0 ? 'middle' : 'strong'} data-testid="expo-criteria">
      {words.expo.criteriaOf(all - open, all)}
    </span>
  )
}

export function SwitchState({ operation: { switched } }: { operation: Operation }) {
  const words = useWords()
  const nameOf = usePersonName()
  if (!switched) {
    return (
      <span className="low" data-testid="expo-switch" data-on="false">
        {words.expo.off}
      </span>
    )
  }
  return (
    <span className="expo-on" data-testid="expo-switch" data-on="true">
      {words.expo.on(shortDate(switched.since), nameOf(switched.by))} ·{' '}
      <b>{words.expo.reverts(shortDate(switched.revertsAt))}</b>
    </span>
  )
}
