/** Says over the map that positions are stale, and how many: grey icons show where units were, not where they are. */
import { useAges } from '../positions/ages.ts'
import { WarningSign } from '../ui/shapes.tsx'
import { useWords } from '../ui/words.ts'
import { showList } from './view.ts'

export function StaleBanner() {
  const words = useWords()
  const { stale, units } = useAges()
  if (stale.length === 0) return null
  return (
    <div className="banner" data-testid="stale-banner">
      <WarningSign />
      <span className="clip">
        {words.desk.staleBanner(stale.length)}
        {(['ghost', 'lost'] as const).map(
          (age) => units[age] > 0 && ` · ${words.trust.counts[age]} ${units[age]}`,
        )}
      </span>
      <button type="button" className="button" onClick={() => showList('stale')}>
        F8 {words.desk.view}
      </button>
    </div>
  )
}
