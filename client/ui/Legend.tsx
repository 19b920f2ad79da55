/** What the shapes on the map mean; the same shapes as in the lists. */
import type { UnitStatus } from '#contract/units.ts'
import { AgeShape, UnitShape } from './shapes.tsx'
import { useWords } from './words.ts'

const shown: readonly UnitStatus[] = ['idle', 'enroute', 'onscene', 'off']
const old = ['grey', 'lost'] as const

export function Legend() {
  const words = useWords()
  return (
    <ul className="legend" aria-label={words.screen.legend}>
      {shown.map((status) => (
        <li key={status}>
          <UnitShape status={status} />
          {words.unitStatuses[status]}
        </li>
      ))}
      {old.map((age) => (
        <li key={age}>
          <AgeShape age={age} />
          {words.trust.legend[age]}
        </li>
      ))}
    </ul>
  )
}
