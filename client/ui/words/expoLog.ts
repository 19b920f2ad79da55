/** Lines of the log about operations. */
import { counted } from './counted.ts'
import type { Translated } from './shape.ts'

export const zh = {
  checked: (item: string) => `完成条目：${item}`,
  unchecked: (item: string) => `重新打开条目：${item}`,
  phase: (name: string, reason: string) => `切换到${name}${reason && `：${reason}`}`,
  switchedOn: (name: string, until: string, reason: string) => `启用${name} 至 ${until}：${reason}`,
  switchedOff: (name: string, reason: string) => `切回平时（${name}）${reason && `：${reason}`}`,
  automatic: '到时自动',
  rosterAdded: (unit: string) => `${unit} 排岗`,
  relieved: (name: string) => `换岗（${name}）`,
  stood: (zone: string) => `到岗 ${zone}`,
  overdue: (zone: string) => `接岗超时 ${zone}`,
  ring: (name: string, level: string, count: number, least: number) => `${name}${level} ${count}/${least} 组`,
  reinforcement: (name: string, state: string, reason: string) =>
    `增援 ${name} ${state}${reason && `：${reason}`}`,
  assigned: '编队调整',
  resumed: '归岗',
  cardOpened: (name: string, effect: string, count: number) => `${name} 达 ${count} 人，打开${effect}行动卡`,
  cardStep: (step: string) => `行动卡：${step}`,
  cardClosed: (result: string) => `关闭行动卡：${result}`,
}

export const en: Translated<typeof zh> = {
  checked: (item) => `Item done: ${item}`,
  unchecked: (item) => `Item open again: ${item}`,
  phase: (name, reason) => `Phase is ${name}${reason && `: ${reason}`}`,
  switchedOn: (name, until, reason) => `${name} is on until ${until}: ${reason}`,
  switchedOff: (name, reason) => `${name} is off${reason && `: ${reason}`}`,
  automatic: 'its time was over',
  rosterAdded: (unit) => `${unit} on the roster`,
  relieved: (name) => `Relieved (${name})`,
  stood: (zone) => `On duty at ${zone}`,
  overdue: (zone) => `Relief overdue at ${zone}`,
  ring: (name, level, count, least) => `${name} is ${level}: ${count}/${counted(least, 'unit')}`,
  reinforcement: (name, state, reason) => `Muster ${name}: ${state}${reason && `: ${reason}`}`,
  assigned: 'squad changed',
  resumed: 'back on duty',
  cardOpened: (name, effect, count) => `${name} at ${counted(count, 'person', 'people')}: card “${effect}”`,
  cardStep: (step) => `Card: ${step}`,
  cardClosed: (result) => `Card closed: ${result}`,
}
