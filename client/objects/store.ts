/** Which objects the map shows and which one is chosen; its card is read anew whenever the log says that it changed. */
import { create } from 'zustand'
import { type EnforcementObject, type ObjectCard, readObject } from '#contract/objects.ts'
import { call, Refusal } from '../api.ts'
import { useFacts } from '../facts.ts'
import { flyTo, useScene } from '../scene.ts'
import { selectMover } from '../selection.ts'

type Objects = {
  /** Drawn on the map. */
  readonly shown: boolean
  readonly selected: number | null
  readonly card: ObjectCard | null
  readonly failed: boolean
}

export const useObjects = create<Objects>(() => ({ shown: false, selected: null, card: null, failed: false }))

export const showObjects = (shown: boolean): void =>
  useObjects.setState(shown ? { shown } : { shown, selected: null, card: null, failed: false })

export const toggleObjects = (): void => showObjects(!useObjects.getState().shown)

/** Chooses an object, or none; whichever unit was chosen is no more, for both cards stand in one place. */
export function selectObject(selected: number | null): void {
  if (selected === useObjects.getState().selected) return
  if (selected !== null) selectMover(null)
  useObjects.setState({ selected, card: null, failed: false })
  if (selected !== null) void readCard(selected)
}

/** Chooses it and goes there, because a person asked for it. */
export function goToObject({ id, place }: Pick<EnforcementObject, 'id' | 'place'>): void {
  if (!useObjects.getState().shown) showObjects(true)
  selectObject(id)
  flyTo(place, Math.max(16, useScene.getState().stage?.map.getZoom() ?? 16))
}

export async function readCard(id: number): Promise<void> {
  try {
    letInCard(await call(readObject, { params: { id } }))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (useObjects.getState().selected === id) useObjects.setState({ failed: true })
  }
}

/** The card of the object that is chosen; what was asked for another one comes too late. */
function letInCard(card: ObjectCard): void {
  const { selected } = useObjects.getState()
  if (card.object.id === selected) useObjects.setState({ card, failed: false })
}

/** Calls with each new entry of the log about objects; answers how to stop. */
export function onObjectEvents(listener: (kind: string, subject: string) => void): () => void {
  return useFacts.subscribe(({ log }, before) => {
    if (log === before.log) return
    const known = before.log.at(-1)?.number ?? 0
    for (const { number, kind, subject } of log)
      if (number > known && kind.startsWith('object.')) listener(kind, subject)
  })
}
