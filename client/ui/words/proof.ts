/** Words for comparing the console's state with the server's. */
import type { StateKind } from '#contract/stateHash.ts'
import type { Translated } from './shape.ts'

const kindsInChinese: Record<StateKind, string> = {
  units: '力量',
  contacts: '船舶',
  tickets: '案件',
  assignments: '任务',
  rounds: '进行中的巡查',
  operations: '行动',
  zones: '区域',
  positions: '位置',
}

export const zh = {
  title: '与服务器核对',
  key: '与服务器核对状态',
  mark: (state: string) => `链路${state}，与服务器核对状态`,
  about:
    '逐项比对本机与服务器此刻的力量、船舶、未结案件、在办任务、进行中的巡查、行动、区域和位置，核对的是同一事件号、同一帧。',
  check: '核对状态',
  asking: '正在核对…',
  same: (what: string, event: string, time: string) => `与服务器一致：${what}，事件号 ${event}，${time}`,
  differs: (what: string, event: string, time: string) =>
    `与服务器不一致：${what}，事件号 ${event}，${time}。差异已上报`,
  unanswered: '未能核对：服务器没有应答',
  resync: '重新同步',
  notCompared: (kinds: string) => `本账号看不到全部${kinds}，未比对`,
  kinds: kindsInChinese,
  counted: (kind: string, count: string) => `${kind} ${count}`,
  comma: '、',
}

export const en: Translated<typeof zh> = {
  title: 'Compare with the server',
  key: 'compare with the server',
  mark: (state) => `Link ${state}; compare with the server`,
  about:
    'Compares this console’s units, vessels, open cases, running tasks, rounds under way, operations, zones and positions with the server’s, one by one, at the same event number and the same frame.',
  check: 'Compare',
  asking: 'Comparing…',
  same: (what, event, time) => `Same as the server: ${what}; event ${event}, ${time}`,
  differs: (what, event, time) =>
    `Not the same as the server: ${what}; event ${event}, ${time}. It was reported`,
  unanswered: 'Could not compare: the server did not answer',
  resync: 'Fetch everything anew',
  notCompared: (kinds) => `This account does not see all ${kinds}: not compared`,
  kinds: {
    units: 'units',
    contacts: 'vessels',
    tickets: 'cases',
    assignments: 'tasks',
    rounds: 'rounds under way',
    operations: 'operations',
    zones: 'zones',
    positions: 'positions',
  },
  counted: (kind, count) => `${kind} ${count}`,
  comma: ', ',
}
