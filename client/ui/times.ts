/** Times as people read them. The city is in one time zone, whatever the machine believes. */

/** Shanghai has had no daylight saving since 1991. */
const SHANGHAI = 8 * 3_600_000

/** `14:32:07` */
export const clockTime = (at: number): string => iso(at).slice(11, 19)

/** `2026-11-23 14:32:07` */
export const dateTime = (at: number): string => iso(at).slice(0, 19).replace('T', ' ')

/** `11-23 14:32` */
export const shortDate = (at: number): string => iso(at).slice(5, 16).replace('T', ' ')

/** `01:35`, `1:02:13`, and from a day on in words: `2天3时`. */
export function elapsed(ms: number, days: (days: number, hours: number) => string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const hours = Math.floor(seconds / 3600)
  if (hours >= 24) return days(Math.floor(hours / 24), hours % 24)
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

const two = (n: number): string => String(n).padStart(2, '0')
const iso = (at: number): string => new Date(at + SHANGHAI).toISOString()
