/** The alarms that the list shows: those of now, or in replay those that stood at the shown moment, with the answers of then. */
import { isReplaying, shownNow, useIsReplaying } from '../clock.ts'
import { useExpo } from '../expo/store.ts'
import { useFacts } from '../facts.ts'
import { useAges } from '../positions/ages.ts'
import { positions } from '../positions/store.ts'
import { useNow } from '../ui/now.ts'
import { alarmsNow, type Standing, standingOf, useAlarms } from './standing.ts'

export function useListedAlarms(): Standing {
  const now = useAlarms()
  const isPast = useIsReplaying()
  // Worked out anew each shown second, and where standing still as soon as more of the moment is here.
  useNow()
  useAges()
  useFacts((facts) => (isPast ? facts : null))
  useExpo((expo) => (isPast ? expo : null))
  return isPast ? listedAlarms() : now
}

/** The console's own link has no past: what was received then is in the facts. */
export function listedAlarms(): Standing {
  if (!isReplaying()) return alarmsNow()
  const at = Math.floor(shownNow() / 1000) * 1000
  const facts = useFacts.getState()
  const expo = useExpo.getState()
  if (last?.at === at && last.facts === facts && last.expo === expo && last.version === positions.version) {
    return last.standing
  }
  const standing = standingOf({ facts, expo, positions, heardUntil: at, linkDownSince: null }, at)
  last = { at, facts, expo, version: positions.version, standing }
  return standing
}

/** Several parts of the desk ask for the same second. */
let last:
  | {
      readonly at: number
      readonly facts: object
      readonly expo: object
      readonly version: number
      readonly standing: Standing
    }
  | undefined
