/** For what this person looks at a unit's track: asked once for some minutes, and sent with each look. */
import { create } from 'zustand'
import { PURPOSE_MS, type StatedPurpose, type TrackPurpose } from '#contract/tracks.ts'
import { serverNow } from '../clock.ts'
import { useFacts } from '../facts.ts'

export type Stated = { readonly purpose: TrackPurpose; readonly note: string | null; readonly until: number }

type Purposes = {
  /** By unit, what was stated; it may have run out. */
  readonly stated: ReadonlyMap<number, Stated>
  /** The unit of the question on the screen. */
  readonly asking: { readonly unit: number; readonly answer: (stated: Stated | null) => void } | null
}

export const usePurposes = create<Purposes>(() => ({ stated: new Map(), asking: null }))

/** What holds for a mover now, to be sent with a look; undefined: a person is asked first. A passing vessel needs none. */
export function purposeFor(mover: number): StatedPurpose | undefined {
  if (!useFacts.getState().units.has(mover)) return {}
  const stated = usePurposes.getState().stated.get(mover)
  if (!stated || stated.until <= serverNow()) return undefined
  return { purpose: stated.purpose, ...(stated.note === null ? {} : { note: stated.note }) }
}

/** Asks for what, where nothing holds; answers undefined where the person rather does not look. */
export async function askPurpose(unit: number): Promise<StatedPurpose | undefined> {
  const known = purposeFor(unit)
  if (known) return known
  usePurposes.getState().asking?.answer(null)
  const stated = await new Promise<Stated | null>((answer) =>
    usePurposes.setState({ asking: { unit, answer } }),
  )
  usePurposes.setState(({ stated: before }) => ({
    asking: null,
    stated: stated ? new Map(before).set(unit, stated) : before,
  }))
  return purposeFor(unit)
}

export const answerPurpose = (purpose: TrackPurpose, note: string | null): void =>
  usePurposes.getState().asking?.answer({ purpose, note, until: serverNow() + PURPOSE_MS })

export const refusePurpose = (): void => usePurposes.getState().asking?.answer(null)

/** When another person signs in. */
export const forgetPurposes = (): void => usePurposes.setState({ stated: new Map(), asking: null })
