/** One conflict, and how moments and spans are told in it. */
import type { Words } from './endpoint.ts'
import type { Span } from './patrols.ts'

export type ConflictKind =
  | 'double'
  | 'rest'
  | 'hours'
  | 'days'
  | 'leave'
  | 'certificate'
  | 'expired'
  | 'item'
  | 'kind'
export type Conflict = { readonly kind: ConflictKind; readonly officer: number | null; readonly words: Words }

export const conflict = (kind: ConflictKind, officer: number | null, words: Words): Conflict => ({
  kind,
  officer,
  words,
})

export const hours = (minutes: number): string => String(Math.round(minutes / 6) / 10)
/** 11-25 06:00, in Shanghai. */
export const moment = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')
/** 11-25 06:00–14:00 */
export const between = ({ from, until }: Span): string => `${moment(from)}–${moment(until).slice(6)}`
