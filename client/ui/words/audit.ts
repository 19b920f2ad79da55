/** Words of the log's check. */
import { counted } from './counted.ts'
import type { Translated } from './shape.ts'

export const zh = {
  title: '日志校验',
  lead: '每条日志都含上一条的哈希。逐条重算，可查出改动、删除和插入，并指出位置。',
  check: '校验全部日志',
  again: '重新校验',
  stop: '停止',
  progress: (checked: string, last: string) => `已校验 ${checked} / ${last} 条`,
  whole: (count: string, time: string) => `${count} 条日志均与记录时一致（${time}）`,
  stopped: (checked: string) => `已停止：前 ${checked} 条一致，其余未校验`,
  failed: '校验中断：',
  breaks: {
    missing: (first: string, last: string) =>
      first === last ? `第 ${first} 条缺失` : `第 ${first}–${last} 条缺失`,
    altered: (first: string) => `第 ${first} 条与记录时不一致：被改动，或此处有增删`,
    inserted: (first: string) => `第 ${first} 条是插入的：日志从未计到此数`,
  },
  logged: (kind: string, subject: string, actor: string, time: string) =>
    `现存内容：${kind} ${subject}，${actor}，${time}`,
  before: (count: string) => `此前 ${count} 条一致`,
  head: '末条哈希',
  heads: '每日末条',
  headsLead:
    '请每天将此文件保存到别处：日志即使被整体伪造，也能据此发现。核对：npm run verify -- --heads <文件>',
  download: '下载 heads.jsonl',
  noHeads: '尚无已结束的日期',
  day: '日期',
  number: '末条序号',
  hash: '哈希（SHA-256）',
}

export const en: Translated<typeof zh> = {
  title: 'Check of the log',
  lead: 'Each entry of the log carries the hash of the one before it. Working all of them out again finds what was changed, taken out or slipped in, and where.',
  check: 'Check the whole log',
  again: 'Check again',
  stop: 'Stop',
  progress: (checked, last) => `${checked} of ${last} entries checked`,
  whole: (count, time) => `All ${count} entries are what was logged (${time})`,
  stopped: (checked) => `Stopped: the first ${checked} are what was logged, the others were not checked`,
  failed: 'The check broke off: ',
  breaks: {
    missing: (first, last) =>
      first === last ? `Entry ${first} is missing` : `Entries ${first}–${last} are missing`,
    altered: (first) =>
      `Entry ${first} is not what was logged: it was altered, or one was taken out or slipped in here`,
    inserted: (first) => `Entry ${first} was slipped in: the log never counted so far`,
  },
  logged: (kind, subject, actor, time) => `What is there now: ${kind} ${subject}, ${actor}, ${time}`,
  before: (count) => `The ${counted(count, 'entry before it is', 'entries before it are')} what was logged`,
  head: 'Last hash',
  heads: 'Last entry of each day',
  headsLead:
    'Keep this file elsewhere every day: it shows even a log that was forged as a whole. To compare: npm run verify -- --heads <file>',
  download: 'Download heads.jsonl',
  noHeads: 'No day is over yet',
  day: 'Day',
  number: 'Last entry',
  hash: 'Hash (SHA-256)',
}
