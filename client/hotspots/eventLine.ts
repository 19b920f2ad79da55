/** A change of a hotspot as a line of the log; undefined: it is no event of theirs. */
import type { Changed } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import { useCity } from '../session.ts'
import { languageNow, type Words } from '../ui/words.ts'
import { classWord, placeWord, statementOf, viewName } from './saying.ts'

export function hotspotLine({ kind, body }: Event, words: Words): string | undefined {
  const { hotspot, watch } = body as Changed
  if (watch && kind === 'watch.added') return words.hotspots.watches.addedLog(viewName(watch, words, nameOf))
  if (watch && kind === 'watch.ended') return words.hotspots.watches.endedLog(viewName(watch, words, nameOf))
  if (!hotspot || !kind.startsWith('hotspot.')) return undefined
  const place = placeWord(hotspot, languageNow())
  if (kind === 'hotspot.ended') return words.hotspots.logEnded(place)
  return words.hotspots.log(classWord(hotspot, words), place, statementOf(hotspot, words, nameOf))
}

function nameOf(code: string): string {
  const known = useCity.getState().categories.get(code)
  if (!known) return code
  return languageNow() === 'zh' ? known.name : known.nameEn
}
