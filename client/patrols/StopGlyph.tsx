/** A stop as it is drawn on the map: a hexagon, open, with a dot where it is next, filled once reached, crossed out where skipped. */
import type { StopLook } from './rounds.ts'
import './glyph.css'

const HEXAGON = 'M0-8 7-4V4L0 8-7 4V-4Z'

export function StopGlyph({ look, title }: { look: StopLook; title: string }) {
  return (
    <svg className={`stop-glyph ${look}`} viewBox="-10 -10 20 20" role="img" aria-label={title}>
      <title>{title}</title>
      <path className="outline" d={HEXAGON} />
      {look === 'next' && <circle className="dot" r="3" />}
      {look === 'reached' && <path className="tick" d="M-3.5.5-1 3 4-3" />}
      {look === 'skipped' && <path d="M-3-3 3 3M3-3-3 3" />}
    </svg>
  )
}
