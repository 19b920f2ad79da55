/** How well a hotspot is patrolled today, against a stop of 10 to 16 minutes every two hours. */
import type { Hotspot } from '#contract/hotspots.ts'
import { shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { Part } from './HotspotCard.tsx'
import { rateOf } from './saying.ts'

export function Dose({ hotspot: { dose, view } }: { hotspot: Hotspot }) {
  const words = useWords()
  const { hotspots } = words
  const minutes = (value: number) => hotspots.minutesOf(String(Math.round(value)))
  const rows: readonly (readonly [string, string])[] = [
    [hotspots.minutes, minutes(dose.minutes)],
    [hotspots.stops, `${dose.stops}${dose.longStops > 0 ? ` · ${hotspots.longStops(dose.longStops)}` : ''}`],
    [
      hotspots.lastGap,
      dose.lastStop === null
        ? hotspots.noStop(minutes(dose.gap))
        : `${minutes(dose.gap)} · ${shortDate(dose.lastStop)}`,
    ],
    [hotspots.debt, minutes(dose.debt)],
    [hotspots.inWindow(hotspots.windows[view.window]), minutes(dose.windowMinutes)],
    [hotspots.perMinute, rateOf(dose, words)],
  ]
  return (
    <Part title={hotspots.dose}>
      <dl className="hotspot-figures" data-testid="hotspot-dose">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt className="low">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="low">
        {hotspots.target}
        {dose.knownSince !== null && ` · ${hotspots.knownSince(shortDate(dose.knownSince))}`}
      </p>
    </Part>
  )
}
