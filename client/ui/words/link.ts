/** Words for the state of the link, for outages and for how old things are. */
import { counted } from './counted.ts'
import type { Translated } from './shape.ts'

export const zh = {
  connecting: '正在连接',
  live: '实时',
  degraded: '延迟',
  down: '中断',
  resyncing: '补收中',
  delay: (seconds: string) => `延迟 ${seconds} s`,
  degradedLine: (seconds: number) => `链路延迟 ${seconds} 秒，画面可能滞后`,
  downLine: (since: string, seconds: number) =>
    `链路中断 ${seconds} 秒 — 最后数据 ${since}，画面不再更新，暂停下达指令`,
  resyncLine: '链路已恢复，正在补收断线期间的消息…',
  caughtUp: (seconds: number, count: number) => `失联 ${seconds} 秒，补收 ${count} 条，无遗漏`,
  reloaded: (seconds: number) => `失联 ${seconds} 秒，已重新载入全部态势`,
  onlyPositions: (seconds: number) => `位置停顿 ${seconds} 秒，期间没有漏收消息，位置已补齐`,
  eventsFrom: (first: number, last: number) => `事件号 ${first}–${last}`,
  newBuild: '新版本，换班时应用',
  apply: '立即应用',
  skew: (seconds: number) => `本机时钟与服务器相差 ${seconds} 秒，已按服务器时间显示`,
  refusedWhileDown: '链路中断，指令未下达。恢复后请重试',
  refusedInReplay: '正在回放，不能下达指令。按 Esc 返回实时后再试',
  sessionEnded: '会话已结束，请重新登录',
}

export const en: Translated<typeof zh> = {
  connecting: 'Connecting',
  live: 'Live',
  degraded: 'Delayed',
  down: 'Down',
  resyncing: 'Catching up',
  delay: (seconds) => `delay ${seconds} s`,
  degradedLine: (seconds) => `The link is ${seconds} s behind; the picture may lag`,
  downLine: (since, seconds) =>
    `Link down for ${seconds} s — last data ${since}. Nothing updates, and no command is sent`,
  resyncLine: 'The link is back; fetching what was missed…',
  caughtUp: (seconds, count) => `Blind for ${seconds} s, ${counted(count, 'message')} caught up, none lost`,
  reloaded: (seconds) => `Blind for ${seconds} s, the whole board was loaded again`,
  onlyPositions: (seconds) =>
    `Positions stood still for ${seconds} s and are here again; no message was missed`,
  eventsFrom: (first, last) => `Events ${first}–${last}`,
  newBuild: 'New version, apply at shift change',
  apply: 'Apply now',
  skew: (seconds) => `This machine’s clock is ${seconds} s off; times shown are the server’s`,
  refusedWhileDown: 'The link is down: nothing was sent. Try again once it is back',
  refusedInReplay: 'This is a replay: nothing was sent. Press Esc to return to live, then try again',
  sessionEnded: 'The session has ended; please sign in again',
}
