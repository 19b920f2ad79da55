/** What an address in Chinese is made of: its district, a crossing, a station's exit, a road and a number. */

export type Parsed = {
  /** Without city, district and spaces. */
  readonly rest: string
  readonly district: string | null
  readonly roads: readonly [string, string] | null
  /** The station whose exit is named. */
  readonly station: string | null
  /** The road a number stands on. */
  readonly road: string | null
}

const ROAD = '[^与和、/\\s]{1,12}?(?:高速公路|高速|高架路|高架|公路|大道|路|街|道)'
const CROSSING = new RegExp(`^(${ROAD})(?:与|和|、|/|近|靠近)(${ROAD})(?:的?(?:交叉口|路口|交界处?|口))?`)
const EXIT = /^(?:地铁)?(?:\d{1,2}号线)?(.{1,12}?)(?:地铁)?站?\s*([0-9A-Z]{1,3})\s*号?(?:出入|出)?口/
const NUMBERED = new RegExp(`^(${ROAD})\\s*(?:近)?\\d{1,5}(?:弄|号|支弄|-)`)

/** `districts`: their full names, e.g. 黄浦区. */
export function parseAddress(text: string, districts: readonly string[]): Parsed {
  const whole = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^上海市?/, '')
  const district = districts.find((name) => whole.startsWith(name) && whole.length > name.length) ?? null
  const rest = district === null ? whole : whole.slice(district.length)
  const [, one, other] = CROSSING.exec(rest) ?? []
  return {
    rest,
    district,
    roads: one !== undefined && other !== undefined ? [one, other] : null,
    station: EXIT.exec(rest)?.[1] ?? null,
    road: NUMBERED.exec(rest)?.[1] ?? null,
  }
}
