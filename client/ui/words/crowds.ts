/** Words of the crowds in halls and at gates, and of the action cards they open. */
import type { Effect } from '#contract/counters.ts'
import { counted } from './counted.ts'
import type { Translated } from './shape.ts'

const effects: Record<Effect, string> = { control: '控流', one_way: '单向通行' }

export const zh = {
  counters: '客流',
  halls: '展馆',
  gates: '口岸',
  stale: (age: string) => `${age}无数据`,
  never: '从未上报',
  effects,
  limit: (value: string) => `≥ ${value}`,
  card: '行动卡',
  cardOf: (name: string, effect: string) => `${name} ${effect}`,
  cardOpened: (count: string, at: string) => `${at} 达 ${count} 人`,
  cardSteps: (done: number, of: number) => `${done}/${of}`,
  cardNone: '没有打开的行动卡',
  cardDone: '完成',
  cardClose: '关闭行动卡',
  cardResult: '处置结果',
  cardResults: ['人数已回落', '已恢复通行', '移交公安处置'],
}

export const en: Translated<typeof zh> = {
  counters: 'Crowds',
  halls: 'Halls',
  gates: 'Gates',
  stale: (age) => `silent ${age}`,
  never: 'never heard',
  effects: { control: 'hold inflow', one_way: 'one way' },
  limit: (value) => `≥ ${value}`,
  card: 'Action card',
  cardOf: (name, effect) => `${name}: ${effect}`,
  cardOpened: (count, at) => `${counted(count, 'person', 'people')} at ${at}`,
  cardSteps: (done, of) => `${done}/${of}`,
  cardNone: 'No action card is open',
  cardDone: 'Done',
  cardClose: 'Close the card',
  cardResult: 'Result',
  cardResults: ['Fewer people again', 'Open again', 'Handed to the police'],
}
