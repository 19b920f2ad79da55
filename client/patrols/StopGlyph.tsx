/** A stop as it is drawn on the map: ring open, dot in a ring next, square reached, cross skipped. */
import type { StopLook } from './rounds.ts'

export function StopGlyph({ look, title }: { look: StopLook; title: string }) {
  return (
    <svg className={`stop-glyph ${look}`} viewBox="-10 -10 20 20" role="img" aria-label={title}>
      <title>{title}</title>
      {(look === 'open' || look === 'next') && <circle r="6" />}
      {look === 'next' && <circle className="dot" r="2.5" />}
      {look === 'reached' && <rect x="-6" y="-6" width="12" height="12" />}
      {look === 'skipped' && <path d="M-5-5 5 5M5-5-5 5" />}
    </svg>
  )
}
