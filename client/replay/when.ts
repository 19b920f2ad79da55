/** A moment as people write it: `-15m`, `14:05`, `11-25 14:05`, `2026-11-25 14:05:30`. The city's time. */

const SHANGHAI = 8 * 3_600_000
const DAY = 86_400_000
const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: DAY }

/** ms UTC, or undefined where it is none. A time of day alone is the last one before `now`. */
export function readMoment(text: string, now: number): number | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  const back = /^-(\d{1,5})\s*([smhd])$/.exec(plain)
  if (back) return now - Number(back[1]) * (units[back[2] as string] as number)
  const found = /^(?:(?:(\d{4})-)?(\d{1,2})-(\d{1,2})[ t])?(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(plain)
  if (!found) return undefined
  const [year, month, day, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((part) => part && Number(part))
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  const time = (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000
  const today = Math.floor((now + SHANGHAI) / DAY) * DAY - SHANGHAI
  if (month === undefined || day === undefined) return today + time > now ? today - DAY + time : today + time
  const years = year === undefined || year === '' ? new Date(now + SHANGHAI).getUTCFullYear() : Number(year)
  const date = new Date(Date.UTC(years, Number(month) - 1, Number(day)))
  // The 31st of a month that has none is no day.
  if (date.getUTCMonth() !== Number(month) - 1) return undefined
  return date.getTime() - SHANGHAI + time
}
