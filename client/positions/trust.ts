/** How far the last position of a mover is to be believed, in figures. */
import { type Protocol, protocols } from '#contract/devices.ts'
import { type Positions, positions } from './store.ts'

export type TrustFigures = {
  /** When the fix was taken by the server's clock, by the device's, and when the server received it; ms UTC. */
  readonly at: number
  readonly said: number
  readonly received: number
  readonly source: Protocol
  /** Metres; NaN: not told. */
  readonly accuracy: number
  /** ms by which the device's clock is ahead; 0 where it is less than people need to know. */
  readonly ahead: number
}

/** A smaller error is no news. */
const WORTH_TELLING = 2_000

/** Undefined where the mover has no position. */
export function trustOf(mover: number, from: Positions = positions): TrustFigures | undefined {
  const row = from.rows.get(mover)
  if (row === undefined || from.present[row] === 0) return undefined
  const at = from.at[row] as number
  const skew = from.skew[row] as number
  return {
    at,
    said: at + skew,
    received: from.received[row] as number,
    source: protocols[from.source[row] as number] ?? 'http',
    accuracy: from.accuracy[row] as number,
    ahead: Math.abs(skew) > WORTH_TELLING ? skew : 0,
  }
}

/** `0.4 s`, `63 s`, `12 min`, `8.0 h`: to the tenth while that says something. */
export function spell(ms: number): string {
  if (ms < 9_950) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${(ms / 3_600_000).toFixed(1)} h`
}

/** `±6 m`; nothing where it is not told. */
export const spellAccuracy = (metres: number): string =>
  Number.isNaN(metres) ? '' : `±${Math.max(1, Math.round(metres))} m`
