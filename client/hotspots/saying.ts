/** A hotspot in plain words: how many where how few are usual, and how likely that is by chance. */
import type { Hotspot, HotspotView, PatrolDose } from '#contract/hotspots.ts'
import type { Words } from '../ui/words.ts'

/** `12 complaints (unlicensed stall) in 2 h where 3 are usual`. `nameOf`: of a category by its code. */
export function statementOf(
  hotspot: Pick<Hotspot, 'view' | 'class' | 'count' | 'usual' | 'expected' | 'categories'>,
  { hotspots }: Words,
  nameOf: (code: string) => string,
): string {
  const { view, count, usual, expected, categories } = hotspot
  const [first] = categories
  const mostly = first && first.count >= MOSTLY * count ? first.category : view.category
  const what = (shown: number | string) => hotspots.what(view.source, shown, mostly ? nameOf(mostly) : '')
  const window = hotspots.windows[view.window]
  if (hotspot.class === 'chronic')
    return hotspots.chronicStatement(window, what(fewOf(usual)), fewOf(usual), fewOf(expected), count)
  const few = usual < LITTLE ? hotspots.usualBelow(String(LITTLE)) : hotspots.usualIs(fewOf(usual))
  return hotspots.statement(window, count, what(count), few)
}

/** Nearly all are of one kind. */
const MOSTLY = 0.8

const LITTLE = 0.1

/** As exact as anybody can picture. */
export const fewOf = (value: number): string => {
  if (value < LITTLE) return `<${LITTLE}`
  return value < 10 ? String(Math.round(value * 10) / 10) : String(Math.round(value))
}

const ODDS = [1_000_000, 100_000, 10_000, 2_000, 1_000, 500, 200, 100, 50, 20]

/** `less than 1 in 200 by chance`: the strongest of round figures that is still true. */
export function oddsOf(chance: number, { hotspots }: Words): string {
  const one = ODDS.find((each) => chance < 1 / each)
  return one === undefined ? hotspots.notOdd : hotspots.odds(one.toLocaleString('en'))
}

/** Tickets a patrol minute; a dash where nobody was there. */
export function rateOf(
  { perMinute, windowMinutes }: Pick<PatrolDose, 'perMinute' | 'windowMinutes'>,
  { hotspots }: Words,
): string {
  if (perMinute === null) return windowMinutes > 0 ? hotspots.rateUnknown : '—'
  return hotspots.rate(perMinute < 10 ? perMinute.toFixed(2) : perMinute.toFixed(0))
}

/** Today's patrols in one line. */
export function doseOf(dose: PatrolDose, words: Words): string {
  const { hotspots } = words
  const gap = hotspots.minutesOf(String(Math.round(dose.gap)))
  return [
    `${hotspots.minutes} ${hotspots.minutesOf(String(Math.round(dose.minutes)))}`,
    hotspots.stopsOf(dose.stops),
    dose.lastStop === null ? hotspots.noStop(gap) : `${hotspots.lastGap} ${gap}`,
    ...(dose.perMinute === null ? [] : [rateOf(dose, words)]),
  ].join(' · ')
}

/** `2 h · Citizens · Unlicensed stall · City grid · 18–22 h · Sat, Sun`. */
export const viewName = (
  { window, source, category, ground, hours, weekdays }: HotspotView,
  words: Words,
  nameOf: (code: string) => string,
): string =>
  [
    words.hotspots.windows[window],
    words.hotspots.sources[source],
    category === null ? words.hotspots.every : nameOf(category),
    words.hotspots.grounds[ground],
    ...(hours ? [hoursOf(hours, words)] : []),
    ...(weekdays ? [daysOf(weekdays, words)] : []),
  ].join(' · ')

export const hoursOf = (hours: HotspotView['hours'], { hotspots }: Words): string =>
  hours ? hotspots.fromTo(hours.from, hours.to) : hotspots.allDay

export const daysOf = (weekdays: HotspotView['weekdays'], { hotspots, rules }: Words): string =>
  weekdays ? hotspots.onDays(weekdays.map((day) => rules.page.days[day - 1] ?? '')) : hotspots.everyDay

export const classWord = ({ cold, class: is }: Pick<Hotspot, 'cold' | 'class'>, words: Words): string =>
  cold ? `${words.hotspots.cold} ${words.hotspots.classes[is]}` : words.hotspots.classes[is]

export const placeWord = (
  { near, places }: Pick<Hotspot, 'near' | 'places'>,
  language: 'zh' | 'en',
): string => near?.[language] ?? places[0] ?? ''
