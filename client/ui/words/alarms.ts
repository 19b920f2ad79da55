/** Words for alarms: what stands, who answered it, and whether it can be heard. */
import type { AlarmKind } from '#contract/alarms.ts'
import type { Translated } from './shape.ts'

const kinds: Record<AlarmKind, string> = {
  p1: 'P1 无人处理',
  sos: '紧急求助',
  silent: '到场无音讯',
  clock: '时限将尽',
  link: '本席链路中断',
  round: '巡查异常',
}

export const zh = {
  title: '告警',
  kinds,
  clockOver: '已超时限',
  silence: { checkin: '未报平安', lost: '定位丢失' },
  acknowledge: '确认',
  shelve: '搁置',
  shelveTitle: (what: string) => `搁置告警：${what}`,
  shelveFor: '搁置时长',
  shelveReasons: ['等待第三方', '已电话联系', '设备维修中', '属计划内'],
  acknowledged: (who: string) => `${who} 已确认`,
  shelved: (until: string, who: string) => `搁置至 ${until} ${who}`,
  held: (who: string) => `${who} 处理中`,
  escalated: '已升级至值班长',
  none: '无告警',
  noneOpen: '没有未确认的告警',
  noneShown: '先按 F6 选中一条告警',
  more: (count: number) => `另有 ${count} 条`,
  open: (count: number) => `告警 ${count} 条未确认，F6 查看`,
  counts: (open: number, answered: number) => `未确认 ${open}，已答复 ${answered}`,
  wall: '未确认告警',
  announce: (what: string) => `新的 P1 告警：${what}`,
  mute: '静音 30 分',
  muteTitle: '本机静音 30 分钟，求助除外',
  muted: (who: string, until: string) => `已静音 ${who} 至 ${until}`,
  unmute: '恢复声音',
  blocked: '声音未开，按任意键',
  keys: { next: '下一条未确认告警，再按确认', list: '告警列表', acknowledge: '确认选中的告警' },
  log: {
    acknowledged: (what: string, code: string, who: string) => `确认告警 ${what} ${code}（${who}）`,
    shelved: (what: string, code: string, until: string, reason: string, who: string) =>
      `搁置告警 ${what} ${code} 至 ${until}：${reason}（${who}）`,
  },
}

export const en: Translated<typeof zh> = {
  title: 'Alarms',
  kinds: {
    p1: 'P1, nobody on it',
    sos: 'SOS',
    silent: 'Silent on the scene',
    clock: 'Clock runs out',
    link: 'This desk lost its link',
    round: 'Off the patrol',
  },
  clockOver: 'Clock is over',
  silence: { checkin: 'not heard', lost: 'position lost' },
  acknowledge: 'Seen',
  shelve: 'Shelve',
  shelveTitle: (what) => `Shelve: ${what}`,
  shelveFor: 'For how long',
  shelveReasons: ['Waits for a third party', 'Reached by telephone', 'Device under repair', 'Planned'],
  acknowledged: (who) => `seen by ${who}`,
  shelved: (until, who) => `until ${until}, ${who}`,
  held: (who) => `with ${who}`,
  escalated: 'with the duty officer',
  none: 'No alarms',
  noneOpen: 'No alarm waits to be acknowledged',
  noneShown: 'Choose an alarm with F6 first',
  more: (count) => `${count} more`,
  open: (count) => `${count} alarms not acknowledged; F6 shows them`,
  counts: (open, answered) => `${open} not acknowledged, ${answered} answered`,
  wall: 'Open alarms',
  announce: (what) => `New P1 alarm: ${what}`,
  mute: 'Mute 30 min',
  muteTitle: 'Mute this machine for 30 min; SOS is heard all the same',
  muted: (who, until) => `Muted by ${who} until ${until}`,
  unmute: 'Sound on',
  blocked: 'Sound is off: press any key',
  keys: {
    next: 'next alarm not acknowledged; again acknowledges it',
    list: 'list of alarms',
    acknowledge: 'acknowledge the chosen alarm',
  },
  log: {
    acknowledged: (what, code, who) => `Alarm seen: ${what} ${code} (${who})`,
    shelved: (what, code, until, reason, who) =>
      `Alarm shelved: ${what} ${code} until ${until}: ${reason} (${who})`,
  },
}
