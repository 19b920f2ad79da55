/** Words of the wall. */
import { counted } from './counted.ts'
import type { Translated } from './shape.ts'

export const zh = {
  queue: '待派案件',
  overdue: '超时',
  more: (n: number) => `另有 ${n} 件`,
  empty: '无待派案件',
  force: '力量',
  times: '派单用时 中位数 / P90',
  lastHour: '近 1 小时',
  toDispatch: '受理→派单',
  toArrival: '派单→到场',
  noTimes: '近 1 小时无记录',
  samples: (n: number) => `${n} 件`,
  log: '动态',
  newest: (n: number) => `最近 ${n} 条`,
  calm: '当前无 P1 案件',
  nearest: '最近力量',
  sent: '已派',
  noneSent: '尚未派单',
}

export const en: Translated<typeof zh> = {
  queue: 'Waiting cases',
  overdue: 'late',
  more: (n) => `${n} more`,
  empty: 'No case is waiting',
  force: 'Force',
  times: 'Dispatch, median / P90',
  lastHour: 'last hour',
  toDispatch: 'Opened→sent',
  toArrival: 'Sent→arrived',
  noTimes: 'none in the last hour',
  samples: (n) => counted(n, 'case'),
  log: 'Log',
  newest: (n) => `newest ${n}`,
  calm: 'No P1 case is open',
  nearest: 'Nearest',
  sent: 'Sent',
  noneSent: 'nobody sent yet',
}
