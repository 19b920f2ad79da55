/** Settings of the calendar: holidays and make-up working days. Days that are over stay as they were counted. */
import { dayOf } from '#contract/workingTime.ts'
import { Refused } from '../errors.ts'
import type { Kept } from './kept.ts'

export const holidays: Kept<'holiday'> = {
  async all(db) {
    const { rows } = await db.query(
      `select json_build_object('day', day) as key,
         json_build_object('working', working, 'name', name, 'nameEn', name_en) as value
       from holiday order by day`,
    )
    return rows
  },
  put: (tx, { day }, { working, name, nameEn }) =>
    tx.query(
      `insert into holiday (day, working, name, name_en) values ($1, $2, $3, $4)
       on conflict (day) do update set working = excluded.working, name = excluded.name, name_en = excluded.name_en`,
      [day, working, name, nameEn],
    ),
  remove: (tx, { day }) => tx.query('delete from holiday where day = $1', [day]),
  check(_tx, { day }, value, now) {
    if (!isDay(day)) return noDay(day)
    if (day < dayOf(now)) return dayIsOver(day)
    // A weekend within a holiday is registered as one: rules of the law speak of holidays.
    const isWeekend = [0, 6].includes(new Date(day).getUTCDay())
    return value?.working && !isWeekend ? worksAnyway(day) : undefined
  },
}

const isDay = (day: string): boolean => {
  const at = Date.parse(day)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day
}

const noDay = (day: string) =>
  new Refused(
    422,
    'no_day',
    { zh: `${day} 不是日历上的日子`, en: `${day} is no day of the calendar` },
    'body/key/day',
  )

const dayIsOver = (day: string) =>
  new Refused(
    422,
    'day_is_over',
    {
      zh: `${day} 已经过去，时限已按原日历计算，不能再改`,
      en: `${day} is over: clocks were counted by it as it was`,
    },
    'body/key/day',
  )

const worksAnyway = (day: string) =>
  new Refused(
    422,
    'works_anyway',
    {
      zh: `${day} 本来就是工作日，无需登记调休上班`,
      en: `${day} is a working day anyway: nothing is made up`,
    },
    'body/value/working',
  )
