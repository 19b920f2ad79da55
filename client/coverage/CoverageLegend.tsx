/** What the colours and widths on the map mean. */
import { useWords } from '../ui/words.ts'
import { type Level, levels, lookOf } from './heat.ts'

export function CoverageLegend() {
  const { coverage } = useWords()
  return (
    <section>
      <p className="low">{coverage.legend}</p>
      <ul className="coverage-legend">
        {levels.map((level) => (
          <li key={level}>
            <Swatch level={level} /> {coverage.levels[level]}
          </li>
        ))}
        <li>
          <Swatch level="never" /> {coverage.never}
        </li>
        <li>
          <Swatch level="unasked" /> {coverage.unasked}
        </li>
      </ul>
    </section>
  )
}

function Swatch({ level }: { level: Level }) {
  const { colour, width, dashed } = lookOf(level)
  return (
    <svg width="30" height="10" viewBox="0 0 30 10" aria-hidden="true">
      <path d="M0 5h30" stroke={colour} strokeWidth={width} strokeDasharray={dashed ? '8 4' : undefined} />
    </svg>
  )
}
