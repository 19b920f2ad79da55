/** Names of the pages. */
import type { Translated } from './shape.ts'

export const zh = {
  menu: '页面',
  desk: '席位',
  calibration: '到场预计校准',
  objects: '执法对象',
  wall: '大屏',
  field: '队员端',
}

export const en: Translated<typeof zh> = {
  menu: 'Pages',
  desk: 'Desk',
  calibration: 'Travel estimates',
  objects: 'Objects',
  wall: 'Wall',
  field: 'Phone',
}
