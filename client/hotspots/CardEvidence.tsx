/** What a hotspot is made of: windows one after the other, categories, hours, its tickets, and what others tell of the place. */
import type { Hotspot } from '#contract/hotspots.ts'
import { useCategoryName } from '../tickets/names.ts'
import { useWords } from '../ui/words.ts'
import { CardTickets } from './CardTickets.tsx'
import { Part } from './HotspotCard.tsx'
import { fewOf, oddsOf } from './saying.ts'

export function CardEvidence({ hotspot }: { hotspot: Hotspot }) {
  const words = useWords()
  const { hotspots } = words
  const categoryName = useCategoryName()
  return (
    <>
      <Part title={hotspots.series(hotspots.windows[hotspot.view.window])}>
        <Bars values={hotspot.series} label={hotspot.series.join(' → ')} />
      </Part>
      <Part title={hotspots.categories}>
        <p>
          {hotspot.categories
            .slice(0, 5)
            .map(({ category, count }) => `${categoryName({ category })} ${count}`)
            .join(' · ')}
        </p>
      </Part>
      <Part title={hotspots.byHour}>
        <Bars
          values={hotspot.byHour}
          label={hotspot.byHour
            .flatMap((count, hour) => (count > 0 ? [hotspots.byHourText(hour, count)] : []))
            .join(' · ')}
        />
      </Part>
      <CardTickets hotspot={hotspot} />
      <Part title={hotspots.beside}>
        <table className="hotspot-beside">
          <thead>
            <tr>
              <th aria-label={hotspots.source} />
              <th>{hotspots.count}</th>
              <th>{hotspots.usual}</th>
              <th>{hotspots.chance}</th>
            </tr>
          </thead>
          <tbody>
            {hotspot.beside.map(({ source, count, usual, chance }) => (
              <tr key={source} data-source={source}>
                <th scope="row">{hotspots.sources[source]}</th>
                <td>{count}</td>
                <td>{fewOf(usual)}</td>
                <td>{oddsOf(chance, words)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Part>
    </>
  )
}

/** As text for whoever does not see them, and where they end. */
function Bars({ values, label }: { values: readonly number[]; label: string }) {
  const most = Math.max(1, ...values)
  const wide = 240 / values.length
  return (
    <div className="hotspot-bars">
      <svg width="240" height="34" viewBox="0 0 240 34" role="img" aria-label={label}>
        <path d="M0 33.5h240" stroke="var(--line)" />
        {values.map((value, i) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in the row
            key={i}
            x={i * wide + 1}
            y={33 - (30 * value) / most}
            width={wide - 2}
            height={(30 * value) / most}
            fill="var(--middle)"
          />
        ))}
      </svg>
      <span className="low">{label}</span>
    </div>
  )
}
