/** Finds named places by what people type, in either language. */
import type { Place } from '#contract/city.ts'

/** Places whose name holds `text`, those that begin with it first, at most `most`; none for no text. */
export function placesLike(places: readonly Place[], text: string, most: number): readonly Place[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  const begins: Place[] = []
  const holds: Place[] = []
  for (const place of places) {
    const names = [place.name.toLowerCase(), place.nameEn.toLowerCase()]
    if (names.some((name) => name.startsWith(wanted))) begins.push(place)
    else if (names.some((name) => name.includes(wanted))) holds.push(place)
  }
  return [...begins, ...holds].slice(0, most)
}
