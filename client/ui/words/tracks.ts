/** Words for looking at one person's track: for what, and who did. */
import type { TrackPurpose } from '#contract/tracks.ts'
import type { Translated } from './shape.ts'

const purposesInChinese: Record<TrackPurpose, string> = {
  incident: '事件复盘',
  complaint: '投诉核查',
  safety: '人员安全',
  statistics: '统计核对',
  other: '其他',
}
const purposesInEnglish: Record<TrackPurpose, string> = {
  incident: 'incident review',
  complaint: 'complaint',
  safety: 'safety',
  statistics: 'statistics check',
  other: 'other',
}

export const zh = {
  purposes: purposesInChinese,
  title: (unit: string) => `查看 ${unit} 的轨迹：用途`,
  told: '每次查看都会记入日志，并告知本人。所选用途在 10 分钟内有效。',
  note: '说明',
  needNote: '其他用途请写明',
  earlier: '查看更早轨迹',
  standing: (purpose: string, until: string) => `轨迹查看用途：${purpose}（至 ${until}）`,
  needed: '更早的轨迹须说明用途后查看',
  own: '谁看过我的轨迹',
  ownLead: '显示您在岗期间所在力量的轨迹被谁、因何查看。',
  none: '没有人查看过',
  audit: '轨迹查看记录',
  auditLead: '谁在何时、因何查看了谁的轨迹，最新在前。',
  failed: '未能读取',
  more: '更早的记录',
  who: '查看人',
  when: '查看时间',
  whose: '被查看',
  span: '轨迹时段',
  purpose: '用途',
  looked: (who: string, unit: string, purpose: string) => `${who} 查看了 ${unit} 的轨迹（${purpose}）`,
  asOf: (time: string) => `截至 ${time}`,
}

export const en: Translated<typeof zh> = {
  purposes: purposesInEnglish,
  title: (unit) => `For what do you look at the track of ${unit}?`,
  told: 'Each look is logged and shown to that person. The purpose holds for 10 minutes.',
  note: 'In words',
  needNote: 'Write down what the other purpose is',
  earlier: 'Earlier track',
  standing: (purpose, until) => `Track looked at for: ${purpose} (until ${until})`,
  needed: 'The earlier track is shown once you say for what',
  own: 'Who looked at my track',
  ownLead: 'Who looked at the track of the unit you were on duty with, and for what.',
  none: 'Nobody looked',
  audit: 'Looks at tracks',
  auditLead: 'Who looked at whose track, when and for what, newest first.',
  failed: 'Could not be read',
  more: 'Earlier ones',
  who: 'Who looked',
  when: 'When',
  whose: 'Whose track',
  span: 'Time of the track',
  purpose: 'For what',
  looked: (who, unit, purpose) => `${who} looked at the track of ${unit} (${purpose})`,
  asOf: (time) => `as of ${time}`,
}
