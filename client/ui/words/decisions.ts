/** Words for judging a dispatch afterwards. */
import type { Knowledge } from '#contract/decisions.ts'
import { counted } from './counted.ts'
import type { Translated } from './shape.ts'

const knowledgesInChinese: Record<Knowledge, string> = {
  shown: '以下即当时调度员所见',
  ranked: '当时只保存了次序、时间和得分，没有保存各项依据',
  reckoned: '事后推算，并非当时所见：位置与状态取自历史，人员、车速和权重按现在',
}
const knowledgesInEnglish: Record<Knowledge, string> = {
  shown: 'What follows is what the dispatcher was shown then',
  ranked: 'Only order, times and scores were kept then; what counted for them was not',
  reckoned:
    'Reckoned afterwards, not what was shown: places and states from history, crews, speeds and weights as they are now',
}

export const zh = {
  key: '复盘所选案件的派单',
  open: '复盘',
  title: (ticket: string) => `派单复盘 ${ticket}`,
  loading: '正在读取…',
  failed: '未能读取：',
  made: (time: string, who: string, role: string) => `${time} ${who}（${role}）`,
  goThere: '回到当时',
  knowledge: knowledgesInChinese,
  asOf: (time: string) => `推荐数据时间 ${time}`,
  altered: '保存的内容与日志中的哈希不符：已被改动，不可采信',
  candidates: '当时的候选',
  leftOut: '当时未列入',
  sent: '派出',
  first: '首位',
  chosen: '所派',
  eta: (minutes: string) => `${minutes} 分`,
  score: (seconds: string) => `合计 ${seconds} s`,
  noCandidates: '当时没有候选',
  override: (reason: string) => `未派首位的理由：${reason}`,
  reassigned: (reason: string) => `改派理由：${reason}`,
  tookFirst: '派出的就是首位推荐',
  outcome: '结果',
  estimated: (unit: string, minutes: string) => `${unit} 预计路上 ${minutes} 分`,
  noEstimate: (unit: string) => `${unit} 当时没有预计`,
  arrived: (minutes: string, time: string) => `实际 ${minutes} 分，${time} 到场`,
  notArrived: '没有到场记录',
  whatIf: '若派首位',
  likely: (unit: string, median: string, least: string, most: string) =>
    `${unit} 大约 ${median} 分到，十次里八次在 ${least}–${most} 分之间`,
  basis: (count: number) => `依据前后 30 天同类力量 ${count} 次到场与预计之差`,
  weak: (count: number) => `只有 ${count} 次到场可依据，仅供参考`,
  noBasis: (unit: string, minutes: string) =>
    `${unit} 当时预计 ${minutes} 分；没有到场记录可依据，无法估计误差`,
  lost: (minutes: string, least: string, most: string) =>
    `所派比首位大约晚到 ${minutes} 分（十次里八次在 ${least} 与 ${most} 之间）`,
  gained: (minutes: string, least: string, most: string) =>
    `所派比首位大约早到 ${minutes} 分（晚到分钟数十次里八次在 ${least} 与 ${most} 之间）`,
  unsure: '此差别不能排除是偶然',
  summary: '未派首位的派单',
  summaryLead: (days: number, time: string) => `近 ${days} 天，截至 ${time}`,
  counts: (overrides: number, dispatches: number, share: string) =>
    `有推荐的派单 ${dispatches} 次，其中未派首位 ${overrides} 次（${share}%）`,
  noDispatches: '这段时间没有带推荐的派单',
  reason: '理由',
  role: '岗位',
  count: '次数',
  dispatches: '派单',
  median: '晚到中位数（分）',
  range: '十次里八次之间',
  compared: (count: number) => `其中 ${count} 次可比较：所派已到场，且首位的用时可由同类到场误差估计`,
  total: '全部',
  notCompared: '无可比较',
}

export const en: Translated<typeof zh> = {
  key: 'judge the dispatch of the selected case',
  open: 'Judge',
  title: (ticket) => `Dispatch of ${ticket} judged`,
  loading: 'Reading…',
  failed: 'Could not be read: ',
  made: (time, who, role) => `${time} ${who} (${role})`,
  goThere: 'Go to that moment',
  knowledge: knowledgesInEnglish,
  asOf: (time) => `recommendation as of ${time}`,
  altered: 'What was kept does not have the hash that the log names: it was altered and proves nothing',
  candidates: 'Candidates then',
  leftOut: 'Left out then',
  sent: 'sent',
  first: 'first',
  chosen: 'sent',
  eta: (minutes) => `${minutes} min`,
  score: (seconds) => `${seconds} s in all`,
  noCandidates: 'There were no candidates',
  override: (reason) => `Why not the first: ${reason}`,
  reassigned: (reason) => `Why reassigned: ${reason}`,
  tookFirst: 'The first recommended was sent',
  outcome: 'What came of it',
  estimated: (unit, minutes) => `${unit} was to take ${minutes} min`,
  noEstimate: (unit) => `${unit} had no estimate`,
  arrived: (minutes, time) => `took ${minutes} min, there at ${time}`,
  notArrived: 'no arrival is known',
  whatIf: 'Had the first been sent',
  likely: (unit, median, least, most) =>
    `${unit} would have taken about ${median} min, eight times in ten ${least} to ${most}`,
  basis: (count) => `by ${counted(count, 'arrival')} of its kind against the estimates, 30 days around`,
  weak: (count) => `by ${counted(count, 'arrival')} only: a hint, no more`,
  noBasis: (unit, minutes) =>
    `${unit} was estimated at ${minutes} min; there are no arrivals to say how wrong that may be`,
  lost: (minutes, least, most) =>
    `Whoever was sent came about ${minutes} min later than the first would have (eight times in ten between ${least} and ${most})`,
  gained: (minutes, least, most) =>
    `Whoever was sent came about ${minutes} min sooner than the first would have (minutes later: eight times in ten between ${least} and ${most})`,
  unsure: 'this may be chance',
  summary: 'Dispatches that passed over the first',
  summaryLead: (days, time) => `last ${days} days, as of ${time}`,
  counts: (overrides, dispatches, share) =>
    `${counted(dispatches, 'dispatch', 'dispatches')} with a recommendation, ${overrides} passed over the first (${share}%)`,
  noDispatches: 'No dispatch with a recommendation in that time',
  reason: 'Reason',
  role: 'Role',
  count: 'Count',
  dispatches: 'Dispatches',
  median: 'Median minutes later',
  range: 'Eight times in ten',
  compared: (count) =>
    `${count} can be compared: the unit sent arrived, and arrivals tell how the first would have done`,
  total: 'All',
  notCompared: 'nothing to compare',
}
