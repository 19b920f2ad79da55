/** Words for units in zones: the lines of the unit's card and of its log. */
import type { Translated } from './shape.ts'

type Named = { readonly name: string; readonly nameEn: string }

export const zh = {
  name: (zone: Named) => zone.name,
  inside: (zone: string, minutes: number) => `在区内 ${zone} ${minutes} min`,
  entered: (unit: string, zone: string) => `${unit} 进入 ${zone}`,
  dwelt: (unit: string, zone: string, minutes: number) => `${unit} 在 ${zone} 停留已满 ${minutes} min`,
  left: (unit: string, zone: string, minutes: number) => `${unit} 离开 ${zone}（停留 ${minutes} min）`,
  log: '力量动态',
  noneInLog: '近期没有动态',
  notRead: '早前的动态未能读取，以下只有打开后收到的',
}

export const en: Translated<typeof zh> = {
  name: (zone) => zone.nameEn,
  inside: (zone, minutes) => `In ${zone} for ${minutes} min`,
  entered: (unit, zone) => `${unit} entered ${zone}`,
  dwelt: (unit, zone, minutes) => `${unit} has been in ${zone} for ${minutes} min`,
  left: (unit, zone, minutes) => `${unit} left ${zone} (after ${minutes} min)`,
  log: 'What the unit did',
  noneInLog: 'Nothing lately',
  notRead: 'Earlier lines could not be read; below is only what came since',
}
