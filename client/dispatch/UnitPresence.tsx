/** In which zones a unit is and for how long, the most specific first. */
import type { Presence } from '#contract/presence.ts'
import { useFacts } from '../facts.ts'
import { minutesOf } from '../ui/minutes.ts'
import { useNow } from '../ui/now.ts'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'

export function UnitPresence({ unit }: { unit: number }) {
  const words = useWords()
  const now = useNow()
  const presences = useFacts((facts) => facts.presences.get(unit))
  return presences?.toSorted(bySize).map(({ zone, since }) => (
    <p key={zone.id} className="middle" data-testid="unit-zone" title={dateTime(since ?? now)}>
      {words.presence.inside(words.presence.name(zone), minutesOf(now - (since ?? now)))}
    </p>
  ))
}

const bySize = (one: Presence, other: Presence): number => one.zone.squareMetres - other.zone.squareMetres
