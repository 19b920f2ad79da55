/** Names of the pages. */
import type { Translated } from './shape.ts'

export const zh = {
  menu: '页面',
  desk: '席位',
  rules: '规则',
  calibration: '到场预计校准',
  audit: '日志校验',
  zones: '区域',
  wall: '大屏',
  field: '队员端',
  expo: '行动',
  partner: '联动任务',
}

export const en: Translated<typeof zh> = {
  menu: 'Pages',
  desk: 'Desk',
  rules: 'Rules',
  calibration: 'Travel estimates',
  audit: 'Check of the log',
  zones: 'Zones',
  wall: 'Wall',
  field: 'Phone',
  expo: 'Operation',
  partner: 'Joint tasks',
}
