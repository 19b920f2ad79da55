/** Which alarms are to be heard now: each once, several of a kind together, and never so many that nobody listens. */
import {
  type Alarm,
  type AlarmKind,
  alarmKinds,
  isAudible,
  P1_ESCALATES_AFTER,
  P1_REPEATS_AFTER,
} from '#contract/alarms.ts'

/** What one of a kind sounded so shortly before stands for the next of it too. */
const GROUPED_WITHIN = 10_000
/** So many sounds in so long, and the screen alone tells; SOS is always heard. */
const SOUNDS_AT_MOST = { count: 10, within: 600_000 } as const

/** How often each occurrence was heard, and when what sounded. */
export type Heard = {
  readonly levels: ReadonlyMap<string, number>
  readonly sounds: readonly { readonly kind: AlarmKind; readonly at: number }[]
}
export const nothingHeard: Heard = { levels: new Map(), sounds: [] }

/** `duty`: the duty officer, to whom a P1 goes that nobody answered. */
export function soundsDue(
  alarms: readonly Alarm[],
  heard: Heard,
  now: number,
  duty: boolean,
): { readonly kinds: readonly AlarmKind[]; readonly heard: Heard } {
  const audible = alarms.filter(({ kind, state }) => isAudible(kind) && state === 'open')
  const isNew = (alarm: Alarm) => levelOf(alarm, now, duty) > (heard.levels.get(nameOf(alarm)) ?? 0)
  const fresh = new Set(audible.filter(isNew).map(({ kind }) => kind))
  const sounds = heard.sounds.filter(({ at }) => now - at < SOUNDS_AT_MOST.within)
  const kinds = alarmKinds.filter(
    (kind) =>
      fresh.has(kind) &&
      !sounds.some((sound) => sound.kind === kind && now - sound.at < GROUPED_WITHIN) &&
      (kind === 'sos' || sounds.length < SOUNDS_AT_MOST.count),
  )
  // An occurrence that is over is forgotten: it does not come again.
  const levels = new Map(audible.map((alarm) => [nameOf(alarm), levelOf(alarm, now, duty)]))
  return { kinds, heard: { levels, sounds: [...sounds, ...kinds.map((kind) => ({ kind, at: now }))] } }
}

const nameOf = ({ key, since }: Alarm): string => `${key} ${since}`

function levelOf({ kind, since }: Alarm, now: number, duty: boolean): number {
  if (kind !== 'p1' || now - since < P1_REPEATS_AFTER) return 1
  return duty && now - since >= P1_ESCALATES_AFTER ? 3 : 2
}
