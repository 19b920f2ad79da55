/** What is to be reached in the phase: checklist and exit criteria, checked off by whom and when, or measured. */
import type { Item, Operation, Phase } from '#contract/expo.ts'
import { attempt } from '../desk/say.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { flyTo } from '../scene.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { shortDate } from '../ui/times.ts'
import { useLanguage, useWords } from '../ui/words.ts'
import { BurnDown } from './BurnDown.tsx'
import { check } from './commands.ts'
import { phaseOf } from './OperationHead.tsx'
import { Part } from './Part.tsx'
import { openTicketsOf, useOpenItems } from './strengths.ts'
import './panel.css'

export function Items({ operation }: { operation: Operation }) {
  const words = useWords()
  const phase = phaseOf(operation)
  if (!phase) return null
  return (
    <Part
      section="items"
      title={words.expo.checklist}
      aside={<OpenCount operation={operation} phase={phase} />}
    >
      <Goals phase={phase} />
      <BurnDown operation={operation} />
      <ItemList operation={operation} phase={phase} kind="checklist" />
      <h3 className="expo-kind">{words.expo.criteria}</h3>
      <ItemList operation={operation} phase={phase} kind="exit" />
    </Part>
  )
}

function Goals({ phase }: { phase: Phase }) {
  const words = useWords()
  const language = useLanguage()
  return (
    <p className="expo-goals">
      <span className="low">{words.expo.goals}</span> {language === 'zh' ? phase.goals : phase.goalsEn}
    </p>
  )
}

function OpenCount({ operation, phase }: { operation: Operation; phase: Phase }) {
  const words = useWords()
  const open = useOpenItems(operation, phase).length
  return <span data-testid="burn-down">{words.expo.burnDown(open, phase.items.length)}</span>
}

type ListProps = { readonly operation: Operation; readonly phase: Phase; readonly kind: Item['kind'] }

function ItemList({ operation, phase, kind }: ListProps) {
  const open = new Set(useOpenItems(operation, phase).map(({ id }) => id))
  return (
    <ul>
      {phase.items
        .filter((item) => item.kind === kind)
        .map((item) => (
          <ItemRow key={item.id} operation={operation} item={item} isOpen={open.has(item.id)} />
        ))}
    </ul>
  )
}

function ItemRow({ operation, item, isOpen }: { operation: Operation; item: Item; isOpen: boolean }) {
  const language = useLanguage()
  const text = language === 'zh' ? item.text : item.textEn
  const mayRun = useMay('expo.run')
  const linked = useMayCommand()
  const { place } = item
  return (
    <li className="expo-item" data-testid="expo-item" data-open={isOpen}>
      <input
        type="checkbox"
        aria-label={text}
        checked={!isOpen}
        disabled={!mayRun || !linked || item.measure !== null}
        onChange={() => void attempt(() => check(operation, item))}
      />
      {place ? (
        <button type="button" className="expo-place" onClick={() => flyTo(place, 16)}>
          {text}
        </button>
      ) : (
        <span>{text}</span>
      )}
      <ItemState operation={operation} item={item} isOpen={isOpen} />
    </li>
  )
}

function ItemState({ operation, item, isOpen }: { operation: Operation; item: Item; isOpen: boolean }) {
  const words = useWords()
  const nameOf = usePersonName()
  const tickets = useFacts((facts) => facts.tickets)
  const { measure, doneAt, doneBy } = item
  if (measure) {
    const count = openTicketsOf(operation, tickets)(measure.zone)
    return <span className={isOpen ? 'late' : 'low'}>{words.expo.openNow(count, measure.atMost)}</span>
  }
  if (doneAt === null || doneBy === null) return null
  return <span className="low">{words.expo.doneBy(nameOf(doneBy), shortDate(doneAt))}</span>
}
