/** The span of a scene as people write it: local time of the city to the second, in the fields of a browser. */
import { SCENE_AT_MOST_MS } from '#contract/exports.ts'
import { dateTime } from '../ui/times.ts'

/** `2026-11-26T14:05:30` */
export const spelled = (at: number): string => dateTime(at).replace(' ', 'T')

/** ms UTC; undefined where it is no time. */
export function readTime(text: string): number | undefined {
  const at = Date.parse(`${text}+08:00`)
  return Number.isFinite(at) ? at : undefined
}

/** Undefined: no span, or longer than a file may be. */
export function readSpan(from: string, to: string): { from: number; to: number } | undefined {
  const [begin, end] = [readTime(from), readTime(to)]
  if (begin === undefined || end === undefined) return undefined
  return end > begin && end - begin <= SCENE_AT_MOST_MS ? { from: begin, to: end } : undefined
}
