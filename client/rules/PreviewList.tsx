/** What a draft would change in its first week, zone by zone. */
import { useNamed, useWords } from '../ui/words.ts'
import type { Preview } from './commands.ts'

export function PreviewList({ preview: { zones, changed } }: { preview: Preview }) {
  const { rules } = useWords()
  const { page, effects } = rules
  const named = useNamed()
  return (
    <div className="rule-preview" data-testid="rule-preview">
      <p className="middle">{page.previewOf(changed.length, zones)}</p>
      <ul>
        {changed.map(({ zone, shifts }) => (
          <li key={zone.id}>
            <b>{named(zone)}</b> <span className="low">{zone.code}</span>{' '}
            {shifts
              .map(({ from, to, minutes }) =>
                page.shift(effects[from], effects[to], String(Math.round(minutes / 6) / 10)),
              )
              .join(' · ')}
          </li>
        ))}
      </ul>
    </div>
  )
}
