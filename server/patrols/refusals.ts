/** What patrol commands refuse, in words. */
import { Refused } from '../errors.ts'

export const noPlan = (id: number) =>
  new Refused(
    404,
    'no_plan',
    { zh: `没有编号为 ${id} 的巡查方案`, en: `There is no plan ${id}` },
    'params/id',
  )

export const noRound = (id: number) =>
  new Refused(
    404,
    'no_round',
    { zh: `没有编号为 ${id} 的巡查班次`, en: `There is no round ${id}` },
    'params/id',
  )

export const noCrewShift = (id: number) =>
  new Refused(
    404,
    'no_crew_shift',
    { zh: `没有编号为 ${id} 的排班`, en: `There is no crew shift ${id}` },
    'params/id',
  )

export const stale = () =>
  new Refused(409, 'stale', {
    zh: '已被他人更改，请查看最新状态后再操作',
    en: 'Somebody else has changed it meanwhile; look at its newest state and try again',
  })

const missingWords = {
  zone: { zh: '所选区域不存在', en: 'A zone it names does not exist' },
  unit: { zh: '所选力量不存在', en: 'The unit it names does not exist' },
  item: { zh: '所选赋权事项不存在', en: 'The delegated item it names does not exist' },
  officer: { zh: '所选队员不存在', en: 'An officer it names does not exist' },
  shift: { zh: '所选班次不存在', en: 'The shift it names does not exist' },
} as const

export const missing = (what: keyof typeof missingWords) =>
  new Refused(400, `no_${what}`, missingWords[what], `body/${what}`)

export const wrongState = (zh: string, en: string) => new Refused(409, 'wrong_state', { zh, en })
