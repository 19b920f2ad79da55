/** The area of a task as a drawing to scale: a partner is given this outline, and no map of the city. */
import type { LngLat } from '#contract/endpoint.ts'
import { useWords } from '../ui/words.ts'

const SIZE = 120
const EDGE = 8

export function AreaDrawing({
  area,
  place,
  metres,
}: {
  area: readonly LngLat[]
  place: LngLat
  metres: number
}) {
  const words = useWords()
  const lats = area.map(([, lat]) => lat)
  const half = (Math.max(...lats) - Math.min(...lats)) / 2
  // A degree of longitude is shorter than one of latitude.
  const narrower = Math.cos((place[1] * Math.PI) / 180)
  const scale = (SIZE / 2 - EDGE) / half
  const point = ([lng, lat]: LngLat) =>
    `${SIZE / 2 + (lng - place[0]) * narrower * scale},${SIZE / 2 - (lat - place[1]) * scale}`
  return (
    <svg
      className="area-drawing"
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      role="img"
      aria-label={words.joint.page.area(metres)}
    >
      <polygon points={area.map(point).join(' ')} />
      <circle cx={SIZE / 2} cy={SIZE / 2} r="3" />
      <text x={SIZE / 2} y={SIZE / 2 - 8}>
        {metres} m
      </text>
    </svg>
  )
}
