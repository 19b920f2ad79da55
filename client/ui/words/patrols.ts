/** Words for patrols: plans, the roster, rounds, their alarms and appeals. */
import type { PatrolMode } from '#contract/patrols.ts'
import type { RoundState, TroubleKind } from '#contract/rounds.ts'
import type { Translated } from './shape.ts'

const modes: Record<PatrolMode, string> = {
  foot: '人巡',
  car: '车巡',
  boat: '船巡',
  video: '技巡',
  post: '固守',
}
const troubles: Record<TroubleKind, string> = {
  deviation: '偏离路线',
  off_zone: '离开区域',
  standstill: '停留过久',
  offline: '定位中断',
}
const states: Record<RoundState, string> = {
  planned: '待执行',
  started: '执行中',
  finished: '已完成',
  abandoned: '已中止',
  cancelled: '已取消',
}

export const zh = {
  title: '勤务巡查',
  modes,
  troubles,
  states,
}

export const en: Translated<typeof zh> = {
  title: 'Patrols',
  modes: { foot: 'On foot', car: 'By car', boat: 'By boat', video: 'By video', post: 'Fixed post' },
  troubles: {
    deviation: 'Off the way',
    off_zone: 'Outside its zones',
    standstill: 'Stands still',
    offline: 'Not heard',
  },
  states: {
    planned: 'To be walked',
    started: 'Under way',
    finished: 'Finished',
    abandoned: 'Broken off',
    cancelled: 'Cancelled',
  },
}
