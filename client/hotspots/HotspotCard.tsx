/** Why is this hot: what clusters there, how sure that is, who else tells of it, what holds there, and how it is patrolled. */
import type { ReactNode } from 'react'
import { CHRONIC_SHARE, type Hotspot } from '#contract/hotspots.ts'
import { useMayCommand } from '../link.ts'
import { useLaw } from '../rules/asking.ts'
import { Told } from '../rules/LawPanel.tsx'
import { useMay } from '../session.ts'
import { useCategoryName } from '../tickets/names.ts'
import { shortDate } from '../ui/times.ts'
import { useLanguage, useWords } from '../ui/words.ts'
import { CardEvidence } from './CardEvidence.tsx'
import { Near } from './CardNear.tsx'
import { Dose } from './Dose.tsx'
import { closeHotspot, flyToHotspot } from './deeds.ts'
import { Stroke } from './HotspotLegend.tsx'
import { lookOf } from './layer.ts'
import { orderHotspot, useOrdering } from './ordering.ts'
import { classWord, fewOf, oddsOf, placeWord, statementOf } from './saying.ts'
import { useHotspots } from './store.ts'

export function HotspotCard({ hotspot, mayOrder }: { hotspot: Hotspot; mayOrder: boolean }) {
  const words = useWords()
  const { hotspots } = words
  const language = useLanguage()
  const categoryName = useCategoryName()
  const linked = useMayCommand()
  const ordering = useOrdering((state) => state.key !== null)
  const mayAsk = useMay('law.ask')
  const isChronic = hotspot.class === 'chronic'
  const pastWindows = useHotspots(({ answer }) => answer?.method.parameters.pastWindows ?? 0)
  const says = (value: number) => (value < 0.001 ? value.toExponential(1) : value.toFixed(3))
  return (
    <article className="hotspot-card" data-testid="hotspot-card" aria-label={hotspots.why}>
      <header className="hotspot-head">
        <b>
          <Stroke look={lookOf(hotspot)} /> {classWord(hotspot, words)} · {placeWord(hotspot, language)}
        </b>
        <span>
          <button type="button" className="button quiet" onClick={() => flyToHotspot(hotspot)}>
            {hotspots.go}
          </button>
          <button type="button" className="button quiet" onClick={closeHotspot}>
            {hotspots.back} <kbd>Esc</kbd>
          </button>
        </span>
      </header>
      <p className="hotspot-statement" data-testid="hotspot-statement">
        {statementOf(hotspot, words, (category) => categoryName({ category }))} ·{' '}
        <b>{oddsOf(hotspot.chance, words)}</b>
      </p>
      {hotspot.warnings.map((warning) => (
        <p key={warning} className="problem" data-testid="hotspot-warning" data-warning={warning}>
          {hotspots.warning}：{hotspots.warnings[warning]}
        </p>
      ))}
      <p className="low">
        {!isChronic && `${hotspots.level(fewOf(hotspot.expected))} · `}
        {hotspots.figures(hotspot.z.toFixed(1), says(hotspot.chance), says(hotspot.rate))}
        {!isChronic && ` · ${hotspots.since(shortDate(hotspot.since))}`}
      </p>
      {isChronic && (
        <p className="low">{hotspots.chronicNote(Math.ceil(CHRONIC_SHARE * pastWindows), pastWindows)}</p>
      )}
      {mayOrder && !hotspot.cold && (
        <button
          type="button"
          className="button primary"
          disabled={ordering || !linked}
          data-testid="card-order"
          onClick={() => void orderHotspot(hotspot)}
        >
          {hotspots.send} <kbd>O</kbd>
        </button>
      )}
      <Dose hotspot={hotspot} />
      <Near hotspot={hotspot} mayOrder={mayOrder} />
      <CardEvidence hotspot={hotspot} />
      {mayAsk && (
        <Part title={hotspots.law}>
          <LawOf hotspot={hotspot} />
        </Part>
      )}
    </article>
  )
}

/** Of all behaviours, those that a rule speaks of there, and those that were told of. */
function LawOf({ hotspot: { place, categories } }: { hotspot: Hotspot }) {
  const asked = useLaw(place, null)
  const told = new Set(categories.map(({ category }) => category))
  const verdicts = asked.law?.verdicts.filter(
    ({ rule, behaviour }) => rule !== null || told.has(behaviour.category),
  )
  return <Told asked={asked.law && verdicts ? { ...asked, law: { ...asked.law, verdicts } } : asked} />
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="hotspot-part">
      <h3 className="hotspot-title">{title}</h3>
      {children}
    </section>
  )
}
