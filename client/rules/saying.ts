/** Rules in words: where they hold, their hours and exceptions. */
import type { Calendar, CalendarException, Hours, Rule, Weekly } from '#contract/rules.ts'
import { useNamed, useWords, type Words } from '../ui/words.ts'
import { useZones } from '../zones/store.ts'
import { useRules } from './store.ts'

type PageWords = Words['rules']['page']

/** Answers where a rule holds: the zone's name, or which zones. */
export function useScopeName(): (rule: Pick<Rule, 'zone' | 'kind' | 'river'>) => string {
  const { page } = useWords().rules
  const named = useNamed()
  const zones = useZones((state) => state.zones)
  return ({ zone, kind, river }) => {
    if (zone !== null) {
      const found = zones.find(({ id }) => id === zone)
      return found ? `${named(found.properties)} ${found.properties.code}` : `#${zone}`
    }
    const riverName = river ? page.rivers[river] : ''
    if (kind !== null) return page.kindOf(page.kinds[kind], riverName)
    return river ? page.riverReaches(riverName) : page.everywhere
  }
}

export function useBehaviourName(): (code: string) => string {
  const named = useNamed()
  const behaviours = useRules((rules) => rules.behaviours)
  return (code) => {
    const found = behaviours.get(code)
    return found ? named(found) : code
  }
}

/** `周五 16:00–22:00；周六日 10:00–22:00` */
export function sayCalendar({ week }: Calendar, page: PageWords): string {
  return week.length === 0 ? page.silent : week.map((hours) => sayWeekly(hours, page)).join('; ')
}

export function sayWeekly(weekly: Weekly, page: PageWords): string {
  const always = weekly.from === 0 && weekly.to === 1440
  const hours = always ? page.always : sayHours(weekly, page)
  if (weekly.days.length === 7) return always ? hours : `${page.daily} ${hours}`
  return `${page.week(
    [...weekly.days]
      .sort()
      .map((day) => page.days[day - 1])
      .join(''),
  )} ${hours}`
}

const sayHours = ({ from, to }: Hours, page: PageWords): string =>
  `${clock(from)}–${to > 1440 ? `${page.nextDay} ${clock(to - 1440)}` : clock(to)}`

export function sayException({ on, from, to, hours }: CalendarException, page: PageWords): string {
  const days = on === 'dates' ? (from === to ? from : `${from} – ${to}`) : page.exceptionKinds[on]
  return `${days}: ${hours.length === 0 ? page.silent : hours.map((each) => sayHours(each, page)).join(', ')}`
}

/** `22:00`; the end of a day is `24:00`. */
export const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
