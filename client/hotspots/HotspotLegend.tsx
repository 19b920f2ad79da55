/** What the outlines on the map mean. */
import { hotspotClasses } from '#contract/hotspots.ts'
import { useWords } from '../ui/words.ts'
import { type Look, lookOf } from './layer.ts'
import { useHotspots } from './store.ts'

export function HotspotLegend() {
  const { hotspots } = useWords()
  const dense = useHotspots((state) => state.dense)
  return (
    <section>
      <ul className="hotspot-legend" aria-label={hotspots.legend}>
        {hotspotClasses.map((each) => (
          <li key={each}>
            <Stroke look={lookOf({ cold: false, class: each })} /> {hotspots.classes[each]}
          </li>
        ))}
        <li>
          <Stroke look={lookOf({ cold: true, class: 'lasting' })} /> {hotspots.cold}
        </li>
      </ul>
      {dense && <p className="low">{hotspots.densityNote}</p>}
    </section>
  )
}

export function Stroke({ look: { colour, width, dashed } }: { look: Look }) {
  return (
    <svg className="hotspot-stroke" viewBox="0 0 26 10" aria-hidden="true">
      <path d="M0 5h26" stroke={colour} strokeWidth={width} strokeDasharray={dashed ? '6 4' : undefined} />
    </svg>
  )
}
